package store

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2"
)

// journal is Pebble's logger and listener: chatter is dropped, trouble goes to Options.Log.
type journal struct {
	log    func(format string, args ...any)
	failed atomic.Pointer[commitError]
}

// commitError is a batch that could not be synced. After it nothing more is written until the store is opened again.
type commitError struct{ text string }

func (e *commitError) Error() string { return e.text }

var _ pebble.Logger = (*journal)(nil)

// Infof drops progress reports.
func (j *journal) Infof(string, ...any) {}

// Errorf passes trouble on.
func (j *journal) Errorf(format string, args ...any) {
	if j.log != nil {
		j.log(format, args...)
	}
}

// commitFailure begins the one fatal message that Pebble sends from the writing call itself, after it has given everything back.
const commitFailure = "pebble: fatal commit error: "

// Fatalf is where Pebble expects the process to end. A batch that could not be synced (disk full, disk gone) is turned into the
// error of that Put instead. All else means that Pebble's own list of files may be half written; going on could delete files that
// are needed at the next start, so the process ends, as after a power cut, and no acknowledged article is lost.
func (j *journal) Fatalf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if cause, ok := strings.CutPrefix(text, commitFailure); ok {
		j.failed.CompareAndSwap(nil, &commitError{cause})
		j.Errorf("the last batch could not be written: %s", cause)
		return
	}
	j.Errorf("the article store cannot go on: %s", text)
	fmt.Fprintf(os.Stderr, "the article store cannot go on and ends the program; acknowledged articles are safe: %s\n", text)
	os.Exit(1)
}

// err is why writing has stopped, or nil.
func (j *journal) err() error {
	if e := j.failed.Load(); e != nil {
		return e
	}
	return nil
}

// listener reports what goes wrong in the background. DataCorruption must be set: Pebble's own ends the process.
func (j *journal) listener() *pebble.EventListener {
	return &pebble.EventListener{
		BackgroundError: func(err error) { j.Errorf("article store, in the background: %v", err) },
		DataCorruption:  func(i pebble.DataCorruptionInfo) { j.Errorf("article store: damaged file: %s", i.String()) },
	}
}
