// Package data is what the program knows about the language, and the articles it starts with, embedded in the binary: the word
// list, character variants and stop words under dict/, the sample articles under sample/. It holds no code that uses them:
// index/analysis/zh reads the dictionary, internal/app the sample.
package data

import (
	"embed"
	"io/fs"
)

//go:embed dict/words.txt.gz dict/news.txt dict/variants.txt dict/stop.txt
var dict embed.FS

//go:embed sample
var sample embed.FS

// Files of the dictionary, for Dict.
const (
	// WordsFile is gzipped text, a line "word frequency", folded, made by cmd/dictgen from the word list of gse.
	WordsFile = "words.txt.gz"
	// NewsFile holds our own words in the same form, uncompressed: what the base list lacks.
	NewsFile = "news.txt"
	// VariantsFile has a line a target: the character, a space, the characters that fold to it.
	VariantsFile = "variants.txt"
	// StopFile holds words too common to be asked for by themselves, separated by white space.
	StopFile = "stop.txt"
)

// Dict is the folder of the dictionary files.
func Dict() fs.FS { return sub(dict, "dict") }

// Sample is the folder of the sample articles: articles.jsonl and pages/*.txt.
func Sample() fs.FS { return sub(sample, "sample") }

func sub(files embed.FS, dir string) fs.FS {
	folder, err := fs.Sub(files, dir)
	if err != nil {
		panic("embedded folder " + dir + " is missing: " + err.Error()) // a build that lost its files
	}
	return folder
}
