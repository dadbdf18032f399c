package zh

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"github.com/go-ego/gse"

	"xunbao/data"
)

// laneVersion changes when the lanes are cut differently from the same dictionary: it is part of the fingerprint.
const laneVersion = "1"

// Load returns the segmenter of the embedded dictionary, loaded once a process (about a second).
func Load() (*Segmenter, error) { return loaded() }

var loaded = sync.OnceValues(loadEmbedded)

func loadEmbedded() (*Segmenter, error) {
	hash := sha256.New()
	io.WriteString(hash, laneVersion)
	var lists []string
	for _, name := range []string{data.WordsFile, data.NewsFile, data.VariantsFile} {
		content, err := fs.ReadFile(data.Dict(), name)
		if err != nil {
			return nil, fmt.Errorf("read the embedded dictionary: %w", err)
		}
		hash.Write(content)
		switch name {
		case data.WordsFile:
			text, err := gunzip(content)
			if err != nil {
				return nil, fmt.Errorf("inflate the embedded dictionary %s: %w", name, err)
			}
			lists = append(lists, text)
		case data.NewsFile:
			lists = append(lists, foldList(string(content)))
		}
	}
	segmenter := gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	if err := segmenter.LoadDictStr(strings.Join(lists, "")); err != nil {
		return nil, fmt.Errorf("load the dictionary: %w", err)
	}
	return &Segmenter{dictionary: segmenter, fingerprint: hex.EncodeToString(hash.Sum(nil)[:8])}, nil
}

// foldList folds the words of a hand-kept list, whose comment lines begin with #.
func foldList(content string) string {
	var out strings.Builder
	lines := bufio.NewScanner(strings.NewReader(content))
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" && !strings.HasPrefix(line, "#") {
			word, frequency, _ := strings.Cut(line, " ")
			fmt.Fprintf(&out, "%s %s\n", FoldString(word), frequency)
		}
	}
	return out.String()
}

func gunzip(content []byte) (string, error) {
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	return string(text), err
}

// IsStop reports whether a folded word is too common to be asked for by itself.
func IsStop(word string) bool { return stopWords()[word] }

var stopWords = sync.OnceValue(func() map[string]bool {
	words := make(map[string]bool)
	content, err := fs.ReadFile(data.Dict(), data.StopFile)
	if err != nil {
		panic(fmt.Sprintf("read the embedded stop words: %v", err)) // a build that lost its files
	}
	for word := range strings.FieldsSeq(string(content)) {
		words[FoldString(word)] = true
	}
	return words
})
