package zh

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"xunbao/data"
)

// laneVersion changes when the lanes are cut differently from the same dictionary: it is part of the fingerprint.
const laneVersion = "2"

// Load returns the segmenter of the embedded dictionary, loaded once a process.
func Load() (*Segmenter, error) { return loaded() }

var loaded = sync.OnceValues(loadEmbedded)

func loadEmbedded() (*Segmenter, error) {
	hash := sha256.New()
	io.WriteString(hash, laneVersion)
	for _, name := range []string{data.FrozenFile, data.VariantsFile, data.KeptFile} {
		content, err := fs.ReadFile(data.Dict(), name)
		if err != nil {
			return nil, fmt.Errorf("read the embedded dictionary: %w", err)
		}
		hash.Write(content)
	}
	packed, err := fs.ReadFile(data.Dict(), data.FrozenFile)
	if err != nil {
		return nil, fmt.Errorf("read the embedded dictionary: %w", err)
	}
	content, err := gunzip(packed)
	if err != nil {
		return nil, fmt.Errorf("inflate the embedded dictionary: %w", err)
	}
	dictionary, err := thaw(content)
	if err != nil {
		return nil, fmt.Errorf("read the embedded dictionary: %w", err)
	}
	return newSegmenter(dictionary, hex.EncodeToString(hash.Sum(nil)[:8])), nil
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
