package store

import (
	"fmt"
	"os"

	"github.com/cockroachdb/pebble/v2"
)

// journal is Pebble's logger and listener: chatter is dropped, trouble goes to Options.Log.
type journal struct {
	log  func(format string, args ...any)
	fuse *fuse
}

var _ pebble.Logger = (*journal)(nil)

// Infof drops progress reports.
func (j *journal) Infof(string, ...any) {}

// Errorf passes trouble on.
func (j *journal) Errorf(format string, args ...any) {
	if j.log != nil {
		j.log(format, args...)
	}
}

// Fatalf is where Pebble expects the process to end. When its list of files could not be written (see fuse), what it says
// here it returns as an error too. All else is a contradiction in its own lists, and going on could delete files that are needed at the next start. So the process ends, as after a power cut, and no
// acknowledged article is lost.
func (j *journal) Fatalf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	j.Errorf("the article store cannot go on: %s", text)
	if j.fuse.err() != nil {
		return
	}
	fmt.Fprintf(os.Stderr, "the article store cannot go on and ends the program; acknowledged articles are safe: %s\n", text)
	os.Exit(1)
}

// listener reports what goes wrong in the background. DataCorruption must be set: Pebble's own ends the process.
func (j *journal) listener() *pebble.EventListener {
	return &pebble.EventListener{
		BackgroundError: func(err error) { j.Errorf("article store, in the background: %v", err) },
		DataCorruption:  func(i pebble.DataCorruptionInfo) { j.Errorf("article store: damaged file: %s", i.String()) },
	}
}
