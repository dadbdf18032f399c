package zh

import (
	"strings"
	"testing"
)

// longTexts are 64 KB each of what makes careless analysis slow: no mark to end a run, ties at every character, runs of Latin letters, words
// that begin everywhere and end nowhere, scripts in turn, characters that fold apart.
func longTexts() map[string]string {
	fill := func(piece string) string { return strings.Repeat(piece, 64<<10/len(piece)+1) }
	return map[string]string{
		"one letter":      fill("a"),
		"one character":   fill("中"),
		"half words":      fill("中华人民共和"),
		"scripts in turn": fill("中a国1é"),
		"Latin and marks": fill("a,"),
		"kept characters": fill("看著名乾坤乾淨慰藉"),
		"unfolded":        fill("㍿①Ⅳ"),
		"outside the BMP": fill("𠮷𬭚🎉"),
		"broken":          fill("\xe4\xb8\xff"),
	}
}

// TestLongTextsEqualGse: one unbroken run of 64 KB is cut as gse cuts it, although the costs no longer have room for every digit.
func TestLongTextsEqualGse(t *testing.T) {
	s, p := load(t), plain(t)
	for name, text := range longTexts() {
		t.Run(name, func(t *testing.T) { checkEqual(t, s, p, FoldString(text)) })
	}
}

// BenchmarkLongTexts shows that no text costs much more a byte than another.
func BenchmarkLongTexts(b *testing.B) {
	s := load(b)
	for name, text := range longTexts() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				folded := FoldText(text)
				s.Words(folded.Words, func(int, int) {})
				Grams(folded.Folded, func(int, int) {})
			}
		})
	}
}
