package embedded

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"

	"xunbao/index"
)

// rootFile is where Bleve lists the segments of an index, and which of their documents are deleted. Its pages have no checksums.
const rootFile = "root.bolt"

// verifyRoot reads all of root.bolt and returns index.ErrDamaged when it does not hold together, or is not there: Bleve would begin an empty one
// then and remove the segments. What it says of documents is checked against the store, see compare.
func verifyRoot(path string) (err error) {
	name := filepath.Join(path, rootFile)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", index.ErrDamaged, r)
		}
		if err != nil {
			err = fmt.Errorf("read %s: %w", rootFile, err)
		}
	}()
	info, err := os.Stat(name)
	if err == nil && info.Size() == 0 {
		err = fmt.Errorf("it is empty")
	}
	if err != nil {
		return fmt.Errorf("%w: %w", index.ErrDamaged, err)
	}
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{ReadOnly: true, Timeout: 2 * time.Second})
	if err != nil {
		return fmt.Errorf("%w: %w", index.ErrDamaged, err)
	}
	defer db.Close() // read only
	return db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error { return readBucket(b) })
	})
}

// readBucket visits all keys of a bucket and of those in it.
func readBucket(b *bbolt.Bucket) error {
	return b.ForEach(func(key, value []byte) error {
		if value != nil {
			return nil
		}
		inner := b.Bucket(key)
		if inner == nil {
			return fmt.Errorf("%w: a bucket is missing", index.ErrDamaged)
		}
		return readBucket(inner)
	})
}
