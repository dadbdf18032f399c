package embedded

import "xunbao/index/analysis/zh"

// A run of Chinese that was typed without a space is cut into parts, which need not stand side by side. The grams that reach over a
// seam between two parts stand only where the parts do, so they are what says that the run was found as it was typed.

// seams returns the places, in bytes, where one unit of a run ends and the next begins.
func seams(units []unit) []int {
	var out []int
	at := 0
	for _, u := range units[:max(0, len(units)-1)] {
		at += len(u.text)
		out = append(out, at)
	}
	return out
}

// crossing returns the grams of a run that reach over one of its seams and stand nowhere inside a part.
func (l literal) crossing() map[string]bool {
	if len(l.seams) == 0 {
		return nil
	}
	out, inside := make(map[string]bool), make(map[string]bool)
	zh.Grams(l.text, func(start, end int) {
		if gram := l.text[start:end]; l.crosses(start, end) {
			out[gram] = true
		} else {
			inside[gram] = true
		}
	})
	for gram := range inside {
		delete(out, gram)
	}
	return out
}

func (l literal) crosses(start, end int) bool {
	for _, seam := range l.seams {
		if start < seam && seam < end {
			return true
		}
	}
	return false
}
