package zh

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// class is what the lanes ask about a character, as bits.
type class uint8

const (
	letter     class = 1 << iota // can be part of a word: pairs up with its neighbours in the gram lane
	alphabetic                   // of a script that writes words as runs of letters: its runs are cut into triples too
	space                        // white space: no gram
	han                          // a Chinese character
	latinUnit                    // gse takes runs of these as one: letters and digits of at most two bytes
)

// classTable has the class of every character of the Basic Multilingual Plane.
type classTable [maxBMP + 1]class

// classes is filled once from the range tables of package unicode, which are too slow to be asked for every character of a text.
var classes = sync.OnceValue(func() *classTable {
	t := new(classTable)
	mark := func(c class, tables ...*unicode.RangeTable) {
		for _, table := range tables {
			for _, r := range table.R16 {
				for at := int(r.Lo); at <= int(r.Hi); at += int(r.Stride) {
					t[at] |= c
				}
			}
		}
	}
	mark(letter, unicode.Letter, unicode.Number, unicode.Mark)
	mark(space, unicode.White_Space)
	mark(han, unicode.Han)
	mark(alphabetic, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) // turned round below
	mark(latinUnit, unicode.Letter, unicode.Number)
	for r := range t {
		t[r] ^= alphabetic
		if t[r]&letter == 0 {
			t[r] &^= alphabetic
		}
		if r >= 0x800 {
			t[r] &^= latinUnit
		}
	}
	return t
})

// of returns the class of any character.
func (t *classTable) of(r rune) class {
	if uint32(r) <= maxBMP {
		return t[r]
	}
	return beyond(r)
}

// beyond classifies a character outside the Basic Multilingual Plane.
func beyond(r rune) class {
	var c class
	if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
		c |= letter
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			c |= alphabetic
		}
	}
	if unicode.IsSpace(r) {
		c |= space
	}
	if unicode.Is(unicode.Han, r) {
		c |= han
	}
	return c
}

// decode returns the character at a byte of a text and its length in bytes. Three bytes, the usual case, are decoded in place.
func decode[T string | []byte](text T, at int) (rune, int) {
	if c := text[at]; c < utf8.RuneSelf {
		return rune(c), 1
	} else if c&0xf0 == 0xe0 && at+2 < len(text) {
		b, a := text[at+1], text[at+2]
		r := rune(c&0x0f)<<12 | rune(b&0x3f)<<6 | rune(a&0x3f)
		if b&0xc0 == 0x80 && a&0xc0 == 0x80 && r >= 0x800 && (r < 0xd800 || r > 0xdfff) {
			return r, 3
		}
	}
	return utf8.DecodeRuneInString(string(text[at:min(at+utf8.UTFMax, len(text))]))
}
