package zh

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// Freeze loads the word lists in a folder through gse and writes the frozen form that Load reads, gzipped: see frozen.
func Freeze(lists fs.FS, out io.Writer) error {
	plain, err := LoadPlain(lists)
	if err != nil {
		return err
	}
	f, err := plain.freeze()
	if err != nil {
		return fmt.Errorf("freeze the dictionary: %w", err)
	}
	w, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(f.marshal()); err != nil {
		return err
	}
	return w.Close()
}

// freeze takes words, costs and sub-words from gse.
func (p *Plain) freeze() (*frozen, error) {
	dict := p.dictionary.Dict
	total := float32(math.Log2(dict.TotalFreq()))
	f, shapes := &frozen{shapes: [][]part{nil}}, map[string]uint16{"": 0}
	words := make([]frozenWord, 0, len(dict.Tokens))
	for i := range dict.Tokens {
		token := &dict.Tokens[i]
		word := frozenWord{text: token.Text(), cost: total - float32(math.Log2(token.Freq()))} // gse keeps its distance to itself
		if word.cost <= 0 || len(word.text) > math.MaxUint8 {
			return nil, fmt.Errorf("word %q: its cost %g or length does not fit", word.text, word.cost)
		}
		parts := partsOf(token, word.text)
		key := fmt.Sprint(parts)
		if len(parts) == 0 {
			key = ""
		}
		shape, ok := shapes[key]
		if !ok {
			if len(f.shapes) > math.MaxUint16 {
				return nil, errors.New("too many shapes of words")
			}
			shape = uint16(len(f.shapes))
			f.shapes, shapes[key] = append(f.shapes, parts), shape
		}
		word.shape = shape
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b frozenWord) int { return strings.Compare(a.text, b.text) })
	return f, f.plant(words)
}

// partsOf lists the sub-words of a word in the order of Words.
func partsOf(token *gse.Token, text string) []part {
	var parts []part
	for _, segment := range token.Segments() {
		walk(text, segment, 0, func(start, end int) { parts = append(parts, part{uint8(start), uint8(end)}) })
	}
	return parts
}

// frozenWord is a word on its way into the trie.
type frozenWord struct {
	text  string
	cost  float32
	shape uint16
}

// plant numbers the characters, most frequent first, and lays the trie of the words, sorted and each once, into the double array.
func (f *frozen) plant(words []frozenWord) error {
	count := make(map[rune]int)
	before := ""
	for _, word := range words {
		shared := 0
		for shared < len(before) && shared < len(word.text) && before[shared] == word.text[shared] {
			shared++
		}
		for i, r := range word.text {
			if i+utf8.RuneLen(r) > shared { // not on the way of the word before
				count[r]++
			}
		}
		before = word.text
	}
	for r := range count {
		f.alphabet = append(f.alphabet, r)
	}
	slices.SortFunc(f.alphabet, func(a, b rune) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return int(a - b)
	})
	if len(f.alphabet) > maxCode {
		return errors.New("too many different characters")
	}
	codes := make(map[rune]uint16, len(f.alphabet))
	for i, r := range f.alphabet {
		codes[r] = uint16(i + 1)
	}
	newGarden(words, codes).layInto(f)
	return nil
}
