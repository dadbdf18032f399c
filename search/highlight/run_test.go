package highlight

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"unicode/utf8"
)

func TestRuns(t *testing.T) {
	for _, c := range []struct {
		name  string
		text  string
		marks []Span
		want  []Run
	}{
		{"empty", "", []Span{{0, 2}}, nil},
		{"plain", "青石镇", nil, []Run{{"青石镇", false}}},
		{"middle", "青石镇茶市", []Span{{1, 3}}, []Run{{"青", false}, {"石镇", true}, {"茶市", false}}},
		{"all", "茶", []Span{{0, 1}}, []Run{{"茶", true}}},
		{"past the end", "茶市", []Span{{-3, 1}, {1, 9}}, []Run{{"茶市", true}}},
		{"out of order", "甲乙丙", []Span{{2, 3}, {0, 1}, {1, 1}}, []Run{{"甲", true}, {"乙", false}, {"丙", true}}},
		{"rare character and invalid bytes", "𠮷\xff茶", []Span{{1, 2}}, []Run{{"𠮷", false}, {"\xff", true}, {"茶", false}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Runs(c.text, c.marks); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// Runs and Merge against a brute-force set of marked code points.
func TestRunsAndMergeLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 10_000 {
		text := randomText(r, r.IntN(30))
		n := utf8.RuneCountInString(text)
		marks := make([]Span, r.IntN(6))
		want := make([]bool, n)
		for i := range marks {
			start := r.IntN(n + 1)
			marks[i] = Span{start, start + r.IntN(6)}
			for p := start; p < min(marks[i].End, n); p++ {
				want[p] = true
			}
		}
		for i, s := range Merge(marks) {
			if s.Start >= s.End || i > 0 && Merge(marks)[i-1].End >= s.Start {
				t.Fatalf("Merge(%v) = %v", marks, Merge(marks))
			}
		}
		joined := ""
		var got []bool
		for i, run := range Runs(text, marks) {
			if run.Text == "" || i > 0 && run.Match == got[len(got)-1] {
				t.Fatalf("run %d of %v is empty or like the one before", i, Runs(text, marks))
			}
			joined += run.Text
			for range run.Text {
				got = append(got, run.Match)
			}
		}
		if joined != text || n > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("Runs(%q, %v) = %v", text, marks, Runs(text, marks))
		}
	}
}
