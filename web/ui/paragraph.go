package ui

import (
	"strings"
	"unicode/utf8"

	"xunbao/search/highlight"
)

// paragraphs cuts a body at its line ends and marks each piece. Lines of white space are left out; a mark that reaches over a
// line end is shown in both paragraphs. The marks count code points of the whole body and ascend.
func paragraphs(body string, marks []highlight.Span) [][]highlight.Run {
	var list [][]highlight.Run
	start := 0
	for line := range strings.SplitSeq(body, "\n") {
		end := start + utf8.RuneCountInString(line)
		for len(marks) > 0 && marks[0].End <= start {
			marks = marks[1:]
		}
		if !blank(line) {
			list = append(list, highlight.Runs(line, within(marks, start, end)))
		}
		start = end + 1
	}
	return list
}

// within clips marks to [start, end) and counts them from start. Marks that follow are not looked at.
func within(marks []highlight.Span, start, end int) []highlight.Span {
	var clipped []highlight.Span
	for _, m := range marks {
		if m.Start >= end {
			break
		}
		if from, to := max(m.Start, start)-start, min(m.End, end)-start; from < to {
			clipped = append(clipped, highlight.Span{Start: from, End: to})
		}
	}
	return clipped
}
