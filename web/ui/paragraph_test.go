package ui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/search/highlight"
)

func TestParagraphs(t *testing.T) {
	marks := []highlight.Span{{Start: 1, End: 3}, {Start: 4, End: 8}}
	got := paragraphs("渡口\n\n青🚢湾\n \n完", marks)
	want := [][]highlight.Run{
		{{Text: "渡"}, {Text: "口", Match: true}},
		{{Text: "青🚢湾", Match: true}},
		{{Text: "完"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParagraphsKeepEveryMark(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("青湾渡口a \n\n🚢𠮷")
	for range 2000 {
		var body []rune
		for range random.IntN(40) {
			body = append(body, letters[random.IntN(len(letters))])
		}
		var marks []highlight.Span
		marked := make([]bool, len(body))
		for at := random.IntN(5); at < len(body); at += 1 + random.IntN(6) {
			end := min(at+1+random.IntN(5), len(body))
			marks = append(marks, highlight.Span{Start: at, End: end})
			for ; at < end; at++ {
				marked[at] = true
			}
		}
		var want, got strings.Builder
		line, lineMarks := "", ""
		flush := func() {
			if !blank(line) {
				want.WriteString(lineMarks + "\n")
			}
			line, lineMarks = "", ""
		}
		for i, r := range body {
			if r == '\n' {
				flush()
				continue
			}
			line += string(r)
			lineMarks += fmt.Sprintf("%c%v ", r, marked[i])
		}
		flush()
		for _, runs := range paragraphs(string(body), marks) {
			for _, run := range runs {
				for _, r := range run.Text {
					fmt.Fprintf(&got, "%c%v ", r, run.Match)
				}
			}
			got.WriteString("\n")
		}
		if got.String() != want.String() {
			t.Fatalf("%q with %v: got %q, want %q", string(body), marks, got.String(), want.String())
		}
	}
}
