package embedded

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2/util"
	"go.etcd.io/bbolt"

	"xunbao/index"
)

// rootFile is where Bleve lists the segments of an index, and which of their documents are deleted. Its pages have no checksums.
const rootFile = "root.bolt"

// verifyRoot reads all of root.bolt and returns the files of the segments that it names: others are remains of what was under way when the process
// ended. The error wraps index.ErrDamaged when it does not hold together, or is not there: Bleve would begin an empty one then and remove the
// segments. What it says of documents is checked against the store, see compare.
func verifyRoot(path string) (segments []string, err error) {
	const doing = "read " + rootFile
	err = unbroken(doing, func() error {
		if segments, err = readRoot(path); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		return nil
	})
	return segments, err
}

func readRoot(path string) (segments []string, err error) {
	name := filepath.Join(path, rootFile)
	info, err := os.Stat(name)
	if err == nil && info.Size() == 0 {
		err = fmt.Errorf("it is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", index.ErrDamaged, err)
	}
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{ReadOnly: true, Timeout: 2 * time.Second, PreLoadFreelist: true})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", index.ErrDamaged, err)
	}
	defer db.Close() // read only
	named := make(map[string]bool)
	err = db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error { return readBucket(b, named) })
	})
	for file := range named {
		segments = append(segments, filepath.Join(path, file))
	}
	slices.Sort(segments)
	return segments, err
}

// readBucket visits all keys of a bucket and of those in it, and notes the segments that are named.
func readBucket(b *bbolt.Bucket, named map[string]bool) error {
	return b.ForEach(func(key, value []byte) error {
		if value != nil {
			if bytes.Equal(key, util.BoltPathKey) {
				named[filepath.Base(string(value))] = true
			}
			return nil
		}
		inner := b.Bucket(key)
		if inner == nil {
			return fmt.Errorf("%w: a bucket is missing", index.ErrDamaged)
		}
		return readBucket(inner, named)
	})
}

// probeRoot writes a file in the way in which root.bolt is written.
func probeRoot(name string) error {
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{Timeout: 2 * time.Second})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists([]byte(probeFile))
		return err
	})
	return errors.Join(err, db.Close())
}
