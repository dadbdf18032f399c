package api

import (
	"sync"
	"time"

	"xunbao/index"
)

// progressPace is the shortest time between two reports of one stage.
const progressPace = 200 * time.Millisecond

// step is how far a rebuild has come; Total is 0 when it is not known.
type step struct {
	Stage string `json:"stage"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

// progress sends the steps of a rebuild, a few a second. Safe for concurrent use.
type progress struct {
	now func() time.Time

	mu    sync.Mutex
	out   *stream
	last  time.Time
	stage string
}

func newProgress(out *stream, now func() time.Time) *progress {
	return &progress{out: out, now: now}
}

// report sends p, unless the same stage was reported a moment ago. A client that has gone away is no reason to stop here: the
// request's context tells the rebuild.
func (p *progress) report(at index.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if at.Stage == p.stage && now.Sub(p.last) < progressPace {
		return
	}
	p.stage, p.last = at.Stage, now
	if err := p.out.send(step{Stage: at.Stage, Done: at.Done, Total: at.Total}); err == nil {
		_ = p.out.flush()
	}
}
