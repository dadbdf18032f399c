package zh

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"xunbao/data"
)

// Marks of the table below: a character that stays, or one whose folded form is in the list.
const (
	same    = 0
	listed  = 1 // the folded form is empty or longer than one character
	maxBMP  = 0xffff
	smallCJ = 0x20 // no character folds to one below: the marks are free
)

// foldTable is the folded form of every character of the Basic Multilingual Plane, computed once: a rune, or one of the marks.
type foldTable struct {
	bmp      [maxBMP + 1]uint16
	lists    map[rune]string // the listed ones, and the variants outside the plane
	variants map[rune]rune
}

var table = sync.OnceValue(func() *foldTable {
	t := &foldTable{lists: make(map[rune]string), variants: readVariants()}
	for r := rune(0); r <= maxBMP; r++ {
		if !utf8.ValidRune(r) || t.plain(r) {
			continue
		}
		folded := t.compute(r)
		one, size := utf8.DecodeRuneInString(folded)
		switch {
		case folded == string(r):
			t.bmp[r] = same
		case size == len(folded) && size > 0 && one <= maxBMP && one >= smallCJ:
			t.bmp[r] = uint16(one)
		default:
			t.bmp[r] = listed
			t.lists[r] = folded
		}
	}
	return t
})

// plain reports whether r is in a block whose characters have no case and no compatibility form, and is no variant: it stays, and need
// not be computed. Most Chinese characters, Korean syllables and emoji are so.
func (t *foldTable) plain(r rune) bool {
	block := 0x3400 <= r && r <= 0x9fff || 0xac00 <= r && r <= 0xd7a3 || 0xe000 <= r && r <= 0xf8ff ||
		0x1f300 <= r && r <= 0x1faff || 0x20000 <= r && r <= 0x2f7ff || 0x30000 <= r && r <= 0x3ffff
	if !block {
		return false
	}
	_, variant := t.variants[r]
	return !variant
}

// append appends the folded form of r.
func (t *foldTable) append(dst []byte, r rune) []byte {
	if r > maxBMP {
		if t.plain(r) {
			return utf8.AppendRune(dst, r)
		}
		return append(dst, t.compute(r)...)
	}
	switch to := t.bmp[r]; to {
	case same:
		return utf8.AppendRune(dst, r)
	case listed:
		return append(dst, t.lists[r]...)
	default:
		return utf8.AppendRune(dst, rune(to))
	}
}

// compute folds one character from the definitions. The result is a fixed point: folding it again changes nothing.
func (t *foldTable) compute(r rune) string {
	if vanishes(r) {
		return ""
	}
	if plain, ok := punctuation[r]; ok {
		return string(plain)
	}
	form := norm.NFKC.String(string(r))
	if strings.HasPrefix(form, " ") && !unicode.IsSpace(r) {
		return string(r) // a spacing accent; its compatibility form is a blank, which it is not
	}
	if unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) {
		form = norm.NFKD.String(string(r))
	}
	var out strings.Builder
	for _, c := range form {
		if vanishes(c) {
			continue
		}
		if plain, ok := punctuation[c]; ok {
			c = plain
		}
		c = unicode.ToLower(unicode.ToUpper(c)) // ς and σ, ſ and s become one
		if to, ok := t.variants[c]; ok {
			c = to
		}
		out.WriteRune(c)
	}
	return out.String()
}

// vanishes reports whether a character is left out of the folded text: control and format characters (zero width, direction
// marks), variation selectors and the combining accents. Tab and line ends stay, white space is a character like others.
func vanishes(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case r >= 0x300 && r <= 0x36f, r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef:
		return true
	default:
		return unicode.In(r, unicode.Cc, unicode.Cf)
	}
}

// punctuation maps marks that outlets use for one another to the plainest one, where NFKC does not.
var punctuation = map[rune]rune{
	'“': '"', '”': '"', '„': '"', '‟': '"', '〝': '"', '〞': '"', '＂': '"',
	'‘': '\'', '’': '\'', '‚': '\'', '‛': '\'', '＇': '\'',
	'‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '－': '-',
	'·': '·', '•': '·', '・': '·', '‧': '·', '･': '·', '∙': '·', '⋅': '·',
	'〜': '~', '～': '~',
}

// readVariants reads the table of data.VariantsFile: variant to common form.
func readVariants() map[rune]rune {
	content, err := fs.ReadFile(data.Dict(), data.VariantsFile)
	if err != nil {
		panic(fmt.Sprintf("read the embedded variants: %v", err)) // a build that lost its files
	}
	variants := make(map[rune]rune, 4096)
	for line := range strings.Lines(string(content)) {
		target, from, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		to, _ := utf8.DecodeRuneInString(target)
		if !ok {
			continue
		}
		for _, r := range from {
			variants[r] = to
		}
	}
	return variants
}
