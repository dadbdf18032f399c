package embedded

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"xunbao/index"
)

// verifiedFirst is how many bytes of segments are verified before an index answers when Config does not say. Reading more would be felt
// at every start.
const verifiedFirst = 64 << 20

// verifyPause is how long a larger index answers before its verification begins when Config does not say.
const verifyPause = 2 * time.Second

// segmentFiles lists the segments of an index, as root.bolt names them, and their size with their siblings. The error wraps index.ErrDamaged when
// root.bolt is damaged.
func segmentFiles(path string) (names []string, bytes int64, err error) {
	names, err = verifyRoot(path)
	for _, name := range names {
		for _, file := range []string{name, siblingOf(name)} {
			if info, err := os.Stat(file); err == nil {
				bytes += info.Size()
			}
		}
	}
	return names, bytes, err
}

// verifyLater verifies the segments of a generation that were there when it was opened while it answers, and rebuilds it from the store
// when one is damaged. Segments that were merged away meanwhile are left out. It begins after a pause, so that the first search has the
// machine to itself; a command that only asks is done before.
func (c *Collection) verifyLater(g *generation, pause time.Duration) {
	c.background.Go(func() {
		defer close(c.verified)
		select {
		case <-time.After(pause):
			_ = c.verifyOrRebuild(g, g.unverified) // it is in the log
		case <-c.stopped.Done():
		}
	})
}

// Verified is closed when the index that was opened is known to be sound, or another stands in its place, or it was tried to make one.
func (c *Collection) Verified() <-chan struct{} { return c.verified }

// verifyOrRebuild verifies segments and what is deleted in them, and rebuilds the index when it is damaged. It returns what is wrong.
func (c *Collection) verifyOrRebuild(g *generation, names []string) error {
	err := verifyAll(courteous(&c.searches, 0, nil).check(c.stopped), names)
	if err == nil {
		err = c.compare(c.stopped, g)
	}
	if err == nil || c.stopped.Err() != nil {
		return err
	}
	c.log.Error("the search index is damaged; it is rebuilt from the store, and until then answers may be wrong", "error", err)
	if err := c.rebuildAnew(c.stopped); err != nil && !errors.Is(err, index.ErrBusy) && c.stopped.Err() == nil {
		c.log.Error("the damaged search index could not be rebuilt", "error", err)
	}
	return err
}

// verifyAll verifies segments one after another, until stopped ends it with an error. The error wraps index.ErrDamaged.
func verifyAll(stopped func() error, names []string) error {
	return unbroken("verify segments", func() error {
		for _, name := range names {
			if err := verifyBoth(name, stopped); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return nil
	})
}
