package zh

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestClassOfEveryCharacter compares the table with the definitions.
func TestClassOfEveryCharacter(t *testing.T) {
	table := classes()
	for r := rune(0); r <= utf8.MaxRune; r++ {
		isLetter := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
		wants := map[class]bool{
			letter:     isLetter,
			alphabetic: isLetter && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul),
			space:      unicode.IsSpace(r),
			han:        unicode.Is(unicode.Han, r),
			latinUnit:  utf8.RuneLen(r) <= 2 && (unicode.IsLetter(r) || unicode.IsNumber(r)),
		}
		for bit, want := range wants {
			if got := table.of(r)&bit != 0; got != want && r < 0xd800 {
				t.Errorf("%U has bit %05b: %v, want %v", r, bit, got, want)
			}
		}
	}
}

// TestPlainCharactersStay: what the table does not compute folds to itself.
func TestPlainCharactersStay(t *testing.T) {
	folds := table()
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if folds.plain(r) && folds.compute(r) != string(r) {
			t.Errorf("%U is said to stay and folds to %q", r, folds.compute(r))
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("水é🎉\xe6\xb0\xed\xa0\x80\xe0\x80\x80\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for at := 0; at < len(text); at++ {
			r, size := decode(text, at)
			if want, n := utf8.DecodeRuneInString(text[at:]); r != want || size != n {
				t.Fatalf("decode(%q, %d) = %U, %d, want %U, %d", text, at, r, size, want, n)
			}
		}
	})
}
