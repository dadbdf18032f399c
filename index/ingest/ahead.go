package ingest

import (
	"io"
	"runtime"
	"sync"

	"xunbao/internal/news"
)

// Bounds of what is read ahead. A block is decoded by one core; several are under way at once.
const (
	blockRecords = 32
	blockBytes   = 256 << 10
	aheadBytes   = 8 << 20 // of text in all blocks; one more record may come on top
)

// ahead reads the records of a stream, decodes them on all cores and gives them back in the order they were read. The stream is read
// by the caller's goroutine alone, so nothing is left behind that waits for input when the caller stops.
type ahead struct {
	next  func() (value, error)
	ready func() bool // whether next will give a value without waiting for input; what was read is handed on before it waits

	pending []*block // being decoded, in order
	bytes   int      // of text in pending
	ended   error    // why next gave no more
}

// block is some records in the order of the stream. What was decoded may be read once done is closed.
type block struct {
	values   []value
	bytes    int
	articles []news.Article
	errs     []error
	done     chan struct{}
}

func (b *block) decode() {
	b.articles, b.errs = make([]news.Article, len(b.values)), make([]error, len(b.values))
	for i, v := range b.values {
		b.articles[i], b.errs[i] = v.article()
	}
	close(b.done)
}

// each gives all records, with the line each begins on and why it cannot be read when it cannot, until take returns false. The error
// is the reader's, nil at the end of the stream and when take has had enough.
func (a *ahead) each(take func(v value, article news.Article, bad error) bool) error {
	cores := runtime.GOMAXPROCS(0)
	window := 2*cores + 1
	work := make(chan *block, window)
	var decoders sync.WaitGroup
	defer decoders.Wait()
	defer close(work)
	for range cores {
		decoders.Go(func() {
			for b := range work {
				b.decode()
			}
		})
	}
	for {
		for a.ended == nil && len(a.pending) < window && a.bytes < aheadBytes && (len(a.pending) == 0 || a.ready()) {
			if b := a.read(); len(b.values) > 0 {
				a.pending, a.bytes = append(a.pending, b), a.bytes+b.bytes
				work <- b
			}
		}
		if len(a.pending) == 0 {
			if a.ended == io.EOF {
				return nil
			}
			return a.ended
		}
		b := a.pending[0]
		a.pending, a.bytes = a.pending[1:], a.bytes-b.bytes
		<-b.done
		for i, v := range b.values {
			if !take(v, b.articles[i], b.errs[i]) {
				return nil
			}
		}
	}
}

// read gives the next block. It waits for input for its first record only.
func (a *ahead) read() *block {
	b := &block{done: make(chan struct{})}
	for len(b.values) < blockRecords && b.bytes < blockBytes && (len(b.values) == 0 || a.ready()) {
		v, err := a.next()
		if err != nil {
			a.ended = err
			break
		}
		b.values, b.bytes = append(b.values, v), b.bytes+len(v.text)
	}
	return b
}
