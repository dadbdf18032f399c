package ledger

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
)

// clock is a time that goes on only by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newClock() *clock { return &clock{time.Date(2025, 3, 18, 8, 0, 0, 0, time.UTC)} }

func refusal(origin, reason string) *index.RecordError {
	return &index.RecordError{Origin: origin, Err: errors.New(reason)}
}

// TestBookIsBounded: however many are refused, all are counted, and the last are kept, newest first.
func TestBookIsBounded(t *testing.T) {
	c := newClock()
	b := New(c.now)
	const many = 3*Kept + 7
	for i := range many {
		b.Refuse(Articles, refusal(fmt.Sprint("body:", i), "没有标题也没有正文"))
	}
	b.RefuseMore(5)
	s := b.State()
	if s.Refused != many+5 || len(s.Last) != Kept {
		t.Fatalf("%d counted, %d kept", s.Refused, len(s.Last))
	}
	for i, r := range s.Last {
		if want := fmt.Sprint("body:", many-1-i); r.Origin != want {
			t.Fatalf("place %d has %s, want %s", i, r.Origin, want)
		}
	}
}

// TestTheSameAgain: what comes again and again is one line, the newest, and says how often.
func TestTheSameAgain(t *testing.T) {
	c := newClock()
	b := New(c.now)
	for range 3 {
		b.Refuse(Feed, refusal("https://news.example/feed", "没有地址"))
		b.Refuse(Feed, refusal("https://news.example/feed", "日期读不懂"))
		b.Refuse(Articles, refusal("https://news.example/feed", "没有地址"))
		c.at = c.at.Add(time.Hour)
	}
	last := c.at.Add(-time.Hour)
	want := State{Refused: 9, Last: []Refusal{
		{last, Articles, "https://news.example/feed", "没有地址", 3},
		{last, Feed, "https://news.example/feed", "日期读不懂", 3},
		{last, Feed, "https://news.example/feed", "没有地址", 3},
	}}
	if diff := cmp.Diff(want, b.State()); diff != "" {
		t.Error(diff)
	}
}

// TestPrinted: no text does more than stand there.
func TestPrinted(t *testing.T) {
	for text, want := range map[string]string{
		"水库除险":                   "水库除险",
		"一行\n两行\r\n三行":           "一行 两行  三行",
		"\x1b[2J清屏":              "\ufffd[2J清屏",
		"倒\u202e着":               "倒\ufffd着",
		"坏\xff字":                 "坏\ufffd字",
		strings.Repeat("长", 500): strings.Repeat("长", longest) + "…",
	} {
		if got := printed(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func FuzzPrinted(f *testing.F) {
	f.Add("水库\n\x00\u202e<b>")
	f.Fuzz(func(t *testing.T, text string) {
		got := printed(text)
		if n := utf8.RuneCountInString(got); n > longest+1 || !utf8.ValidString(got) {
			t.Errorf("%q has %d characters", got, n)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q is not all printed", got)
		}
	})
}

// TestRun: the pace is that of the stage, and told when it means something.
func TestRun(t *testing.T) {
	c := newClock()
	b := New(c.now)
	first := b.Begin(Rebuild)
	second := b.Begin(Articles)
	began := c.at
	c.at = c.at.Add(10 * time.Second)
	first.Report(index.Progress{Stage: "index", Done: 0, Total: 1000})
	second.Add(20)
	second.Add(10)
	c.at = c.at.Add(500 * time.Millisecond)
	first.Report(index.Progress{Stage: "index", Done: 40, Total: 1000})
	if got := b.State().Runs[0]; got.Rate != 0 || got.Left != 0 {
		t.Errorf("half a second tells %+v", got)
	}
	c.at = c.at.Add(1500 * time.Millisecond)
	first.Report(index.Progress{Stage: "index", Done: 200, Total: 1000})
	want := []Running{
		{Way: Rebuild, Started: began, Stage: "index", Done: 200, Total: 1000, Rate: 100, Left: 8 * time.Second},
		{Way: Articles, Started: began, Done: 30, Rate: 2.5},
	}
	if diff := cmp.Diff(want, b.State().Runs); diff != "" {
		t.Error(diff)
	}
	first.End()
	first.End()
	if got := b.State().Runs; len(got) != 1 || got[0].Way != Articles {
		t.Errorf("after its end: %+v", got)
	}
}

// TestBookAtOnce: many may write and read at once (for the race detector).
func TestBookAtOnce(t *testing.T) {
	b := New(nil)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			r := b.Begin(Articles)
			defer r.End()
			for range 100 {
				r.Add(1)
				b.Refuse(Articles, refusal(fmt.Sprint(i), "坏"))
				b.State()
			}
		})
	}
	all.Wait()
	if s := b.State(); s.Refused != 800 || len(s.Runs) != 0 {
		t.Errorf("%d refused, %d go on", s.Refused, len(s.Runs))
	}
}
