package index

import (
	"context"
	"errors"
	"io"
)

// ErrCopying: a backup is being made already.
var ErrCopying = errors.New("a backup is already being made")

// Copier hands out copies of the collection while it is searched and written.
type Copier interface {
	// Copy writes a backup of the collection as it stands between two batches, in the form of package index/backup: everything that was acknowledged
	// before the call is in it. Files whose SHA-256, in hex, is in have are left out. ErrCopying, ErrDiskFull, ErrDamaged.
	Copy(ctx context.Context, have map[string]bool, to io.Writer) error
	// Digest names all articles by one SHA-256. Two collections with the same articles have the same one. It reads every article. report may be nil.
	Digest(ctx context.Context, report func(Progress)) (Digest, error)
}

// Digest is what stands for all articles of a moment.
type Digest struct {
	Articles int
	Last     uint64 // the newest change
	SHA256   string // in hex, as index/store defines it
}
