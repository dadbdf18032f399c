package embedded

import "xunbao/index/analysis/zh"

// words are the terms of the word lane of a text, repeats included, as places in the text.
type words struct {
	text   string
	places []place
}

// place is a half-open range of bytes.
type place struct{ start, end uint32 }

// cut takes the words of a text and uses the memory of those before.
func (w *words) cut(folded string, segmenter *zh.Segmenter) {
	w.text, w.places = folded, w.places[:0]
	segmenter.Words(folded, func(start, end int) {
		w.places = append(w.places, place{uint32(start), uint32(end)})
	})
}

// each calls visit with every word.
func (w *words) each(visit func(word string)) {
	for _, p := range w.places {
		visit(w.text[p.start:p.end])
	}
}
