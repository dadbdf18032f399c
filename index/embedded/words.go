package embedded

import (
	"sync"

	bleve "github.com/blevesearch/bleve_index_api"

	"xunbao/index/analysis/zh"
)

// words are the different terms of a text with how often each stands in it, as places in the text: twelve bytes a term, where the map that
// Bleve wants takes a hundred.
type words struct {
	text   string
	terms  []word
	length int // terms, repeats included
}

type word struct{ start, end, frequency uint32 }

// numbered is the number of each term of one text; it is used again for the next.
var numbered = sync.Pool{New: func() any { return make(map[string]uint32) }}

// largestKept is how many terms a map may have that is used again: clearing one costs as much as it ever held.
const largestKept = 1 << 13

func wordsOf(folded string, segmenter *zh.Segmenter) words {
	w := words{text: folded, terms: make([]word, 0, len(folded)/12)}
	numbers := numbered.Get().(map[string]uint32)
	segmenter.Words(folded, func(start, end int) {
		w.length++
		number, ok := numbers[folded[start:end]]
		if !ok {
			number = uint32(len(w.terms))
			numbers[folded[start:end]] = number
			w.terms = append(w.terms, word{start: uint32(start), end: uint32(end)})
		}
		w.terms[number].frequency++
	})
	if len(numbers) <= largestKept {
		clear(numbers)
		numbered.Put(numbers)
	}
	return w
}

// tokens gives the words of one document after another to Bleve, in the same map: Bleve is done with a field's map when it comes to the
// next document.
type tokens struct {
	terms bleve.TokenFrequencies
	slab  []bleve.TokenFreq
}

func (t *tokens) of(w words) bleve.TokenFrequencies {
	if t.terms == nil || len(t.terms) > largestKept {
		t.terms = make(bleve.TokenFrequencies, len(w.terms))
	}
	clear(t.terms)
	if len(t.slab) < len(w.terms) {
		t.slab = make([]bleve.TokenFreq, 2*len(w.terms))
	}
	for i, word := range w.terms {
		t.slab[i].SetFrequency(int(word.frequency))
		t.terms[w.text[word.start:word.end]] = &t.slab[i]
	}
	return t.terms
}
