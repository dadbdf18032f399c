package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"xunbao/index"
)

// lineEvery is how often progress is told where there is no terminal.
const lineEvery = 5 * time.Second

// progress tells how far a long run has come: a bar on a terminal, else a plain line every lineEvery. Safe for concurrent use.
type progress struct {
	out      io.Writer
	terminal bool
	now      func() time.Time

	size int64        // bytes of the sources; 0 when not known
	read atomic.Int64 // of size

	mu   sync.Mutex
	kind barKind
	bar  *progressbar.ProgressBar // nil before the first update and away from terminals
	told time.Time
}

// barKind is what a bar counts; a new one needs a new bar.
type barKind struct {
	stage string
	max   int64 // -1 when the end is not known
	bytes bool
}

// counted is what there are so many of.
func (k barKind) counted() string {
	if k.stage == "files" {
		return "files"
	}
	return "articles"
}

func newProgress(out io.Writer, terminal bool, now func() time.Time) *progress {
	return &progress{out: out, terminal: terminal, now: now, told: now()}
}

// update takes the state of the run. Calls may be as frequent as the caller likes.
func (p *progress) update(at index.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.terminal {
		p.draw(at)
		return
	}
	if now := p.now(); now.Sub(p.told) >= lineEvery {
		p.told = now
		fmt.Fprintln(p.out, p.line(at))
	}
}

// done takes the bar off the screen, so that the summary stands alone.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

// draw counts articles where their number is known, else the bytes of the sources.
func (p *progress) draw(at index.Progress) {
	kind, value := barKind{stage: at.Stage, max: int64(at.Total)}, int64(at.Done)
	switch {
	case at.Total > 0:
	case p.size > 0:
		kind, value = barKind{stage: at.Stage, max: p.size, bytes: true}, min(p.read.Load(), p.size-1)
	default:
		kind.max = -1
	}
	if p.bar == nil || kind != p.kind {
		p.clear()
		p.kind, p.bar = kind, newBar(p.out, kind)
	}
	if at.Total == 0 {
		p.bar.Describe(p.line(at))
	}
	if err := p.bar.Set64(value); err != nil {
		p.clear() // it counts past its end or the terminal is gone; the run goes on
	}
}

func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear() // nothing depends on it
		p.bar = nil
	}
}

func newBar(out io.Writer, kind barKind) *progressbar.ProgressBar {
	options := []progressbar.Option{
		progressbar.OptionSetWriter(out), progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription(kind.stage), progressbar.OptionSpinnerType(14),
	}
	switch {
	case kind.bytes:
		options = append(options, progressbar.OptionShowBytes(true))
	case kind.max > 0:
		options = append(options, progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString(kind.counted()))
	}
	return progressbar.NewOptions64(kind.max, options...)
}

// line is one state in words: "index: 1,200 of 5,000 (24%), 3.1 MB of text".
func (p *progress) line(at index.Progress) string {
	s := at.Stage + ": " + count(at.Done)
	switch {
	case at.Total > 0:
		s += fmt.Sprintf(" of %s (%d%%)", count(at.Total), 100*at.Done/at.Total)
	case p.size > 0:
		s += fmt.Sprintf(", %d%% of the sources read", 100*p.read.Load()/p.size)
	}
	if at.Bytes > 0 {
		s += ", " + byteSize(at.Bytes) + " of text"
	}
	return s
}
