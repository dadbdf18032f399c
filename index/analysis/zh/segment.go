package zh

import (
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// Word is one word of a folded text: a half-open range of bytes.
type Word struct{ Start, End int }

// Segmenter cuts folded text into words by the dictionary. Safe for concurrent use: it is never changed once loaded.
type Segmenter struct {
	dictionary  gse.Segmenter
	fingerprint string
}

// Fingerprint names the dictionary, the folding and the form of the lanes: two builds with the same fingerprint cut alike.
func (s *Segmenter) Fingerprint() string { return s.fingerprint }

// Cut cuts a folded text into the most likely words, in order, single characters included, marks and white space left out.
func (s *Segmenter) Cut(folded string) []Word {
	var words []Word
	eachStretch(folded, func(start, end int) {
		text := []byte(folded[start:end])
		for _, segment := range s.dictionary.Segment(text) {
			words = append(words, Word{start + segment.Start(), start + segment.End()})
		}
	})
	return words
}

// Words calls visit for every term of the word lane of a folded text: the words of Cut and, recursively, the words inside them,
// repeats included. Single Han characters are left to the gram lane.
func (s *Segmenter) Words(folded string, visit func(start, end int)) {
	eachStretch(folded, func(start, end int) {
		text := []byte(folded[start:end])
		for _, segment := range s.dictionary.Segment(text) {
			walk(folded, &segment, start, visit)
		}
	})
}

func walk(folded string, segment *gse.Segment, base int, visit func(start, end int)) {
	start, end := base+segment.Start(), base+segment.End()
	if r, size := utf8.DecodeRuneInString(folded[start:end]); size == end-start && isHan(r) {
		return
	}
	visit(start, end)
	for _, part := range segment.Token().Segments() {
		walk(folded, part, start, visit)
	}
}

// eachStretch calls visit for every unbroken run of letters and digits, so that gse sees no marks and no white space and no word
// reaches across them.
func eachStretch(folded string, visit func(start, end int)) {
	start := -1
	for i, r := range folded {
		switch letter := isLetter(r); {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			visit(start, i)
			start = -1
		}
	}
	if start >= 0 {
		visit(start, len(folded))
	}
}
