package zh

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unicode/utf8"

	"xunbao/data"
)

// Text is a text folded for both lanes.
type Text struct {
	// Folded is what FoldString gives: what grams, verification and marks are about.
	Folded string
	// Words has the same letters in the same bytes, but for characters that keep a meaning of their own where they stand, as the 著 of 著名
	// and the 乾 of 乾坤 (see data.KeptFile): what words are cut from. Folding it gives Folded.
	Words string
}

// FoldText folds a text for both lanes. Texts without one of a few characters, nearly all, cost no more than FoldString.
func FoldText(original string) Text {
	folded := FoldString(original)
	k := kept()
	if !k.mayStand(original) {
		return Text{folded, folded}
	}
	words, at := []byte(folded), 0
	var one [32]byte
	for i := 0; i < len(original); {
		r, size := decode(original, i)
		i += size
		for _, c := range k.characters {
			if r == c.kept && k.stays(folded, at, c) {
				utf8.EncodeRune(words[at:], r)
			}
		}
		at += len(table().append(one[:0], r))
	}
	return Text{folded, string(words)}
}

// keptTable is data.KeptFile. There are a handful of characters.
type keptTable struct{ characters []keptCharacter }

// keptCharacter is a character that folds to another of the same length but stays in some words.
type keptCharacter struct {
	kept    rune
	written string
	stays   []context // the words in which it stays
	folds   []context // those in which it does not, though part of them is in stays
}

// context is a folded word and the byte of it where the character stands.
type context struct {
	word string
	at   int
}

// mayStand is the quick check that spares most texts the work.
func (k *keptTable) mayStand(text string) bool {
	for _, c := range k.characters {
		if strings.Contains(text, c.written) {
			return true
		}
	}
	return false
}

// stays reports whether the character at a byte of a folded text is kept by what stands around it.
func (k *keptTable) stays(folded string, at int, c keptCharacter) bool {
	return c.in(c.stays, folded, at) && !c.in(c.folds, folded, at)
}

func (c keptCharacter) in(contexts []context, folded string, at int) bool {
	for _, x := range contexts {
		if start := at - x.at; start >= 0 && strings.HasPrefix(folded[start:], x.word) {
			return true
		}
	}
	return false
}

var kept = sync.OnceValue(func() *keptTable {
	content, err := fs.ReadFile(data.Dict(), data.KeptFile)
	if err != nil {
		panic(fmt.Sprintf("read the embedded list of kept characters: %v", err)) // a build that lost its files
	}
	k, err := readKept(string(content))
	if err != nil {
		panic(fmt.Sprintf("read the embedded list of kept characters: %v", err)) // a test reads it, too
	}
	return k
})

// exception begins a line of words in which no character is kept.
const exception = "-"

// readKept reads lines of a character and the words where it stays; those of exceptions follow the characters they speak of.
func readKept(content string) (*keptTable, error) {
	k := new(keptTable)
	for line := range strings.Lines(content) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if fields[0] == exception {
			for i := range k.characters {
				c := &k.characters[i]
				c.folds = append(c.folds, c.contexts(fields[1:])...)
			}
			continue
		}
		c, err := k.character(fields[0])
		if err != nil {
			return nil, err
		}
		found := c.contexts(fields[1:])
		if len(found) < len(fields)-1 {
			return nil, fmt.Errorf("line of %s: it is not in every word", c.written)
		}
		c.stays = append(c.stays, found...)
	}
	return k, nil
}

// character returns the entry of a character, a new one if there is none.
func (k *keptTable) character(written string) (*keptCharacter, error) {
	for i := range k.characters {
		if k.characters[i].written == written {
			return &k.characters[i], nil
		}
	}
	r, size := utf8.DecodeRuneInString(written)
	if folded := FoldString(written); size != len(written) || folded == written || len(folded) != size {
		return nil, fmt.Errorf("%s is not one character that folds to another of the same length", written)
	}
	k.characters = append(k.characters, keptCharacter{kept: r, written: written})
	return &k.characters[len(k.characters)-1], nil
}

// contexts lists every place of the character in words.
func (c keptCharacter) contexts(words []string) []context {
	var out []context
	for _, word := range words {
		for at := 0; ; at += len(c.written) {
			next := strings.Index(word[at:], c.written)
			if next < 0 {
				break
			}
			at += next
			out = append(out, context{FoldString(word), at})
		}
	}
	return out
}
