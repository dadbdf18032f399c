package ledger

import (
	"slices"
	"time"

	"xunbao/index"
)

// Run is something long that goes on: records that are being added, a rebuild. Its methods are safe for concurrent use.
type Run struct {
	book    *Book
	way     Way
	started time.Time
	stage   index.Progress
	entered time.Time // the stage
}

// Running is how far a run has come.
type Running struct {
	Way     Way
	Started time.Time
	Stage   string  // of index.Progress; "" where there is but one
	Done    int     // records, in this stage
	Total   int     // 0 when it is not known
	Rate    float64 // records a second, in this stage; 0 when it is too early to tell
	Left    time.Duration
}

// leastTime is how long a stage must have lasted for its pace to say something.
const leastTime = time.Second

// Begin notes a run, which must be ended.
func (b *Book) Begin(way Way) *Run {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	r := &Run{book: b, way: way, started: now, entered: now}
	b.runs = append(b.runs, r)
	return r
}

// Report says how far it has come.
func (r *Run) Report(p index.Progress) {
	r.book.mu.Lock()
	defer r.book.mu.Unlock()
	if p.Stage != r.stage.Stage {
		r.entered = r.book.now()
	}
	r.stage = p
}

// Add says that so many more records are done, where there is but one stage.
func (r *Run) Add(records int) {
	r.book.mu.Lock()
	defer r.book.mu.Unlock()
	r.stage.Done += records
}

// End takes the run out of the book.
func (r *Run) End() {
	r.book.mu.Lock()
	defer r.book.mu.Unlock()
	r.book.runs = slices.DeleteFunc(r.book.runs, func(other *Run) bool { return other == r })
}

// at is the state of the run at a time.
func (r *Run) at(now time.Time) Running {
	s := Running{Way: r.way, Started: r.started, Stage: r.stage.Stage, Done: r.stage.Done, Total: r.stage.Total}
	spent := now.Sub(r.entered)
	if spent < leastTime || s.Done == 0 {
		return s
	}
	s.Rate = float64(s.Done) / spent.Seconds()
	if s.Total > s.Done {
		s.Left = time.Duration(float64(s.Total-s.Done) / s.Rate * float64(time.Second))
	}
	return s
}
