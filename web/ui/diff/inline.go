package diff

import (
	"unicode"
	"unicode/utf8"
)

// inline compares two paragraphs by character, Latin words and numbers as a whole.
func (c *comparison) inline(old, new string) []Run {
	oldTokens, newTokens := tokens(old), tokens(new)
	var runs []Run
	for _, s := range c.align(c.keys(oldTokens), c.keys(newTokens)) {
		switch {
		case s.old < 0:
			runs = joined(runs, Run{Added, newTokens[s.new]})
		case s.new < 0:
			runs = joined(runs, Run{Gone, oldTokens[s.old]})
		default:
			runs = joined(runs, Run{Same, newTokens[s.new]})
		}
	}
	return calm(runs)
}

// tokens cuts a text into letters of Chinese, other words and numbers, and signs.
func tokens(text string) []string {
	var all []string
	start, inWord := 0, false
	for at, r := range text {
		word := (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
		if at > start && !(word && inWord) {
			all = append(all, text[start:at])
			start = at
		}
		inWord = word
	}
	if start < len(text) {
		all = append(all, text[start:])
	}
	return all
}

// joined adds a run, to the last of its kind where no common text stands between.
func joined(runs []Run, r Run) []Run {
	for i := len(runs) - 1; i >= 0 && i >= len(runs)-2; i-- {
		if runs[i].Kind == r.Kind {
			runs[i].Text += r.Text
			return runs
		}
		if runs[i].Kind == Same || r.Kind == Same {
			break
		}
	}
	return append(runs, r)
}

// calm takes single common characters between two changes into them: they are chance, and hard to read. Gone stands before Added.
func calm(runs []Run) []Run {
	var out []Run
	for i, r := range runs {
		if r.Kind == Same && i > 0 && i < len(runs)-1 && utf8.RuneCountInString(r.Text) == 1 && changesBoth(runs, i) {
			out = joined(joined(out, Run{Gone, r.Text}), Run{Added, r.Text})
			continue
		}
		out = joined(out, r)
	}
	for i := 1; i < len(out); i++ {
		if out[i-1].Kind == Added && out[i].Kind == Gone {
			out[i-1], out[i] = out[i], out[i-1]
		}
	}
	return out
}

// changesBoth reports whether both texts change around a run.
func changesBoth(runs []Run, i int) bool {
	kinds := map[Kind]bool{}
	for k := i - 1; k >= 0 && runs[k].Kind != Same; k-- {
		kinds[runs[k].Kind] = true
	}
	for k := i + 1; k < len(runs) && runs[k].Kind != Same; k++ {
		kinds[runs[k].Kind] = true
	}
	return kinds[Gone] && kinds[Added]
}
