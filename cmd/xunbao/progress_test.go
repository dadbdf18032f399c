package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"xunbao/index"
)

func TestProgressLines(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2024, 7, 21, 14, 45, 0, 0, time.UTC)
	p := newProgress(&out, false, func() time.Time { return now })
	for i := range 23 {
		p.update(index.Progress{Stage: "index", Done: i * 100, Total: 5000, Bytes: int64(i) * 1000})
		now = now.Add(time.Second)
	}
	p.done()
	want := "index: 500 of 5,000 (10%), 5.0 kB of text\nindex: 1,000 of 5,000 (20%), 10.0 kB of text\nindex: 1,500 of 5,000 (30%), 15.0 kB of text\nindex: 2,000 of 5,000 (40%), 20.0 kB of text\n"
	if got := out.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestProgressBar(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, true, time.Now)
	p.size = 1000
	p.read.Store(1000)
	p.update(index.Progress{Stage: "read", Done: 3})
	p.size = 0
	p.update(index.Progress{Stage: "read", Done: 4})
	p.update(index.Progress{Stage: "index", Done: 0, Total: 10})
	p.update(index.Progress{Stage: "index", Done: 10, Total: 10})
	p.update(index.Progress{Stage: "index", Done: 11, Total: 10})
	p.done()
	p.done()
	for _, want := range []string{"read: 3, 100% of the sources read", "read: 4", "index"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("bar never showed %q: %q", want, out.String())
		}
	}
}
