// Package data is what the program knows about the language, and the articles it starts with, embedded in the binary: the word
// list, character variants, readings and stop words under dict/, the sample articles under sample/, judged queries over them under
// topics/. It holds no code that uses them: index/analysis/zh reads the dictionary, internal/app the sample.
package data

import (
	"embed"
	"io/fs"
)

//go:embed dict/pinyin.txt.gz dict/pinyin.own.txt
//go:embed dict/frozen.bin.gz dict/variants.txt dict/kept.txt dict/stop.txt dict/synonyms.txt
var dict embed.FS

//go:embed sample
var sample embed.FS

//go:embed topics
var topics embed.FS

// Files of the dictionary, for Dict.
const (
	// FrozenFile is the word list in the form that index/analysis/zh uses, gzipped, made by cmd/dictgen from words.txt.gz and news.txt,
	// which stay out of the binary.
	FrozenFile = "frozen.bin.gz"
	// VariantsFile has a line a target: the character, a space, the characters that fold to it.
	VariantsFile = "variants.txt"
	// KeptFile has the words in which a character that folds to another stays as it is for the word lane, explained at its head.
	KeptFile = "kept.txt"
	// StopFile holds words too common to be asked for by themselves, separated by white space.
	StopFile = "stop.txt"
	// SynonymsFile has a line a group of one meaning, members separated by commas, comments after #.
	SynonymsFile = "synonyms.txt"
	// PinyinFile is gzipped text, a line a reading: the reading without tone, a space, the characters usually read so; made by
	// cmd/dictgen from go-pinyin.
	PinyinFile = "pinyin.txt.gz"
	// PinyinOwnFile corrects and adds to it: characters with several readings, words with the reading of each character.
	PinyinOwnFile = "pinyin.own.txt"
)

// Dict is the folder of the dictionary files.
func Dict() fs.FS { return sub(dict, "dict") }

// Sample is the folder of the sample articles: articles.jsonl and pages/*.txt.
func Sample() fs.FS { return sub(sample, "sample") }

// Topics is the folder of the judged queries over the sample: queries.tsv and qrels.tsv, see its README.md.
func Topics() fs.FS { return sub(topics, "topics") }

func sub(files embed.FS, dir string) fs.FS {
	folder, err := fs.Sub(files, dir)
	if err != nil {
		panic("embedded folder " + dir + " is missing: " + err.Error()) // a build that lost its files
	}
	return folder
}
