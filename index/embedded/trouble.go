package embedded

import (
	"errors"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"

	"xunbao/index"
)

// trouble is what Bleve's own goroutines failed with: they write and merge segments, and try again at once, for ever. Here the one that failed
// waits until it is told to try again, and batches do not wait for it. Reading goes on from memory and from the segments that there are.
type trouble struct {
	mu     sync.Mutex
	cause  error         // nil while all is well
	failed chan struct{} // closed with cause set
	again  chan struct{} // closed to have what waits try again
	ended  chan struct{} // closed when the index closes
	dead   bool          // it will never write again: a goroutine of Bleve broke off, or what it reads is damaged
	tries  int           // how often what failed was tried again
	told   func(error)   // nil before somebody listens
}

func newTrouble() *trouble {
	return &trouble{failed: make(chan struct{}), again: make(chan struct{}), ended: make(chan struct{})}
}

// met notes a failure and waits in the goroutine that failed.
func (t *trouble) met(err error) {
	select {
	case <-t.ended:
		return
	default:
	}
	t.mu.Lock()
	broken := errors.Is(err, scorch.ErrAsyncPanic)
	t.dead = t.dead || broken || t.tries >= maxTries || strings.Contains(err.Error(), index.ErrDamaged.Error())
	if t.cause == nil {
		t.cause = index.Refusal(err)
		close(t.failed)
	}
	again, told, cause := t.again, t.told, t.cause
	t.mu.Unlock()
	if told != nil {
		told(cause)
	}
	if broken {
		return
	}
	select {
	case <-again:
	case <-t.ended:
	}
}

// err is what is wrong, and whether it will never be well.
func (t *trouble) err() (cause error, dead bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.cause, t.dead
}

// signal is closed when something is wrong.
func (t *trouble) signal() <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed
}

// maxTries is how often an index is asked to write what it could not. One that fails again is rebuilt.
const maxTries = 5

// retry takes all to be well and has what waits try again.
func (t *trouble) retry() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cause == nil || t.dead {
		return
	}
	t.tries++
	t.cause, t.failed = nil, make(chan struct{})
	close(t.again)
	t.again = make(chan struct{})
}

// listen has told called with what goes wrong, and at once when something did already. told must return soon.
func (t *trouble) listen(told func(error)) {
	t.mu.Lock()
	t.told = told
	cause := t.cause
	t.mu.Unlock()
	if cause != nil {
		told(cause)
	}
}

// refused reports whether an error is a refusal.
func refused(err error) bool {
	return errors.Is(err, index.ErrDiskFull) || errors.Is(err, index.ErrUnwritable)
}

// batch applies a batch. It is synced when batch returns nil. A refusal means that searches see it, and that it is not on disk before
// Bleve's next try.
func (g *generation) batch(b *bleve.Batch) error {
	failed := g.trouble.signal()
	done := make(chan error, 1)
	go func() { done <- g.bleve.Batch(b) }()
	select {
	case err := <-done:
		return index.Refusal(err)
	case <-failed:
		cause, _ := g.trouble.err()
		return cause
	}
}

// listeners knows whose trouble it is that a goroutine of Bleve tells, by the folder of the index.
type listeners struct {
	mu sync.Mutex
	of map[string]*trouble
}

const listenerName = "xunbao"

// careful is called in Bleve's goroutines before they read: a fault in a mapped file that was cut off becomes a panic there, which Bleve tells of, and
// does not end the process.
func careful(scorch.Event) bool {
	debug.SetPanicOnFault(true)
	return true
}

// hearing is the one listener that Bleve knows: it must come before an index is opened.
var hearing = sync.OnceValue(func() *listeners {
	l := &listeners{of: make(map[string]*trouble)}
	scorch.RegistryEventCallbacks[listenerName] = careful
	scorch.RegistryAsyncErrorCallbacks[listenerName] = func(err error, path string) {
		l.mu.Lock()
		t := l.of[path]
		l.mu.Unlock()
		if t != nil {
			t.met(err)
		}
	}
	return l
})

func (l *listeners) add(path string, t *trouble) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.of[path] = t
}

func (l *listeners) remove(path string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.of, path)
}
