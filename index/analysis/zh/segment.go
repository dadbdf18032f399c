package zh

import "sync"

// Word is one word of a folded text: a half-open range of bytes.
type Word struct{ Start, End int }

// Segmenter cuts folded text into words as gse does with the same lists, from the frozen form of the dictionary. Safe for
// concurrent use: it is never changed once loaded.
type Segmenter struct {
	dictionary  *frozen
	characters  *characterTable
	classes     *classTable
	cutters     sync.Pool // of *cutter
	fingerprint string
}

func newSegmenter(dictionary *frozen, fingerprint string) *Segmenter {
	s := &Segmenter{dictionary: dictionary, characters: newCharacterTable(dictionary.alphabet), classes: classes(), fingerprint: fingerprint}
	s.cutters.New = func() any { return &cutter{segmenter: s} }
	return s
}

// Fingerprint names the dictionary, the folding and the form of the lanes: two builds with the same fingerprint cut alike.
func (s *Segmenter) Fingerprint() string { return s.fingerprint }

// Cut cuts a folded text into the most likely words, in order, single characters included, marks and white space left out.
func (s *Segmenter) Cut(folded string) []Word {
	var words []Word
	s.each(folded, func(stretch []found) {
		for i := len(stretch) - 1; i >= 0; i-- {
			words = append(words, Word{int(stretch[i].start), int(stretch[i].end)})
		}
	})
	return words
}

// Words calls visit for every term of the word lane of a folded text: the words of Cut and, recursively, the words inside them,
// repeats included. Single Han characters are left to the gram lane.
func (s *Segmenter) Words(folded string, visit func(start, end int)) {
	s.each(folded, func(stretch []found) {
		for i := len(stretch) - 1; i >= 0; i-- {
			w := stretch[i]
			if w.single {
				if r, _ := decode(folded, int(w.start)); s.classes.of(r)&han != 0 {
					continue
				}
			}
			visit(int(w.start), int(w.end))
			for _, p := range s.dictionary.shapes[s.dictionary.slots[w.slot].shape] {
				visit(int(w.start)+int(p.start), int(w.start)+int(p.end))
			}
		}
	})
}

// each calls visit for every unbroken run of letters and digits with its words, last word first. The words are overwritten afterwards.
func (s *Segmenter) each(folded string, visit func(stretch []found)) {
	c := s.cutters.Get().(*cutter)
	for at := 0; at < len(folded); {
		at = c.read(folded, at)
		if n := len(c.codes); n > 0 {
			visit(c.cut())
		}
	}
	if cap(c.codes) <= keptCharacters {
		s.cutters.Put(c)
	}
}

// keptCharacters bounds the buffers that are kept for the next text: longer runs without any mark are not from an article.
const keptCharacters = 1 << 16
