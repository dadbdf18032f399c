package embedded

import (
	"strings"
	"unicode/utf8"

	"xunbao/index/analysis/zh"
)

// cut cuts a folded bare word into parts that stand side by side in it, so that every text with the whole has the parts:
//   - runs of Latin letters and digits, held together by the marks inside them (bio-park, 3.5, c++);
//   - dictionary words;
//   - single characters in a row as one part: most often a name that the dictionary does not know.
//
// Stop words are left out unless there is nothing else. A word of marks alone is one part.
func cut(segmenter *zh.Segmenter, folded string) []string {
	parts := all(segmenter, folded)
	var telling []string
	for _, part := range parts {
		if !zh.IsStop(part) {
			telling = append(telling, part)
		}
	}
	if len(telling) > 0 {
		return unique(telling)
	}
	if len(parts) > 0 {
		return unique(parts)
	}
	if trimmed := strings.TrimSpace(folded); trimmed != "" {
		return []string{trimmed}
	}
	return nil
}

func all(segmenter *zh.Segmenter, folded string) []string {
	var parts []string
	single := "" // single characters side by side
	end := 0     // where the last of them ended
	flush := func() {
		if single != "" {
			parts = append(parts, single)
			single = ""
		}
	}
	for start := 0; start < len(folded); {
		if stop := alphabetic(folded, start); stop > start {
			flush()
			parts = append(parts, folded[start:stop])
			start = stop
			continue
		}
		stop := start
		for stop < len(folded) && (stop == start || alphabetic(folded, stop) == stop) {
			_, size := utf8.DecodeRuneInString(folded[stop:])
			stop += size
		}
		for _, word := range segmenter.Cut(folded[start:stop]) {
			from, to := start+word.Start, start+word.End
			text := folded[from:to]
			if utf8.RuneCountInString(text) > 1 || zh.IsStop(text) {
				flush()
				parts = append(parts, text)
				continue
			}
			if from != end {
				flush()
			}
			single += text
			end = to
		}
		start = stop
	}
	flush()
	return parts
}

// alphabetic returns the end of the run of ASCII letters and digits that begins at start, with the marks that hold it together
// (bio-park, 3.5, 2,400, 14:45) and a trailing + # or %; start when there is none.
func alphabetic(text string, start int) int {
	end := start
	for end < len(text) && isWordByte(text[end]) {
		end++
		if end+1 < len(text) && joins(text[end-1], text[end], text[end+1]) {
			end++
		}
	}
	for end > start && end < len(text) && strings.IndexByte("+#%", text[end]) >= 0 {
		end++
	}
	return end
}

func isWordByte(c byte) bool { return 'a' <= c && c <= 'z' || isDigit(c) }
func isDigit(c byte) bool    { return '0' <= c && c <= '9' }

// joins reports whether a mark between two characters holds them together: a comma or colon only between digits.
func joins(before, mark, after byte) bool {
	switch {
	case !isWordByte(after):
		return false
	case strings.IndexByte("-.'&@_+/", mark) >= 0:
		return true
	default:
		return (mark == ',' || mark == ':') && isDigit(before) && isDigit(after)
	}
}

func unique(parts []string) []string {
	seen := make(map[string]bool, len(parts))
	out := parts[:0]
	for _, part := range parts {
		if !seen[part] {
			seen[part] = true
			out = append(out, part)
		}
	}
	return out
}
