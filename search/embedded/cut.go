package embedded

import (
	"strings"
	"unicode/utf8"

	"xunbao/index/analysis/zh"
)

// cut cuts a folded bare word into parts that stand side by side in it, so that every text with the whole has the parts:
//   - the spans that are known to be one thing, in order;
//   - runs of Latin letters and digits, held together by the marks inside them (bio-park, 3.5, c++);
//   - dictionary words;
//   - single characters in a row as one part: most often a name that the dictionary does not know.
//
// Stop words are left out unless they are known or there is nothing else. A word of marks alone is one part.
func cut(segmenter *zh.Segmenter, folded string, known []span) []string {
	var parts, telling []string
	add := func(start, end int) {
		for _, part := range all(segmenter, folded[start:end]) {
			parts = append(parts, part)
			if !zh.IsStop(part) {
				telling = append(telling, part)
			}
		}
	}
	rest := 0
	for _, s := range known {
		add(rest, s.start)
		telling = append(telling, folded[s.start:s.end])
		rest = s.end
	}
	add(rest, len(folded))
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
	eachRun(folded, func(start, stop int, latin bool) {
		if latin {
			flush()
			parts = append(parts, folded[start:stop])
			return
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
	})
	flush()
	return parts
}

// eachRun calls visit for the runs that alphabetic finds in a folded text and for what is between them, in order.
func eachRun(folded string, visit func(start, end int, latin bool)) {
	for start := 0; start < len(folded); {
		stop := alphabetic(folded, start)
		latin := stop > start
		for !latin && stop < len(folded) && (stop == start || alphabetic(folded, stop) == stop) {
			_, size := utf8.DecodeRuneInString(folded[stop:])
			stop += size
		}
		visit(start, stop, latin)
		start = stop
	}
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
