package embedded

import (
	"slices"
	"unicode/utf8"

	"xunbao/index/analysis/zh"
)

// A run of Chinese that was typed without a space is cut into parts, which need not stand side by side. The grams that reach over a
// seam between two parts stand only where the parts do, so they are what says that the run was found as it was typed.

// crossing returns the grams of a run that reach over one of its seams and stand nowhere inside a part.
func (l literal) crossing() map[string]bool {
	if len(l.parts) < 2 {
		return nil
	}
	var within []span
	for _, part := range l.parts {
		for _, at := range occurrences([]byte(l.text), part.text) {
			within = append(within, span{at, at + len(part.text)})
		}
	}
	out, inside := make(map[string]bool), make(map[string]bool)
	zh.Grams(l.text, func(start, end int) {
		in := func(s span) bool { return s.start <= start && end <= s.end }
		switch gram := l.text[start:end]; {
		case slices.ContainsFunc(within, in):
			inside[gram] = true
		case utf8.RuneCountInString(gram) > 1:
			out[gram] = true
		}
	})
	for gram := range inside {
		delete(out, gram)
	}
	return out
}
