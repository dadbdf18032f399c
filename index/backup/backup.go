// Package backup is what a copy of a data folder looks like outside of it, and how it is sent, kept and put back. It does not know how a data folder
// is copied while it is in use (index/embedded does) nor how its index is built again.
//
// A backup is a folder:
//
//	manifest.json     what the data folder holds: every path with size and SHA-256, and what its articles add up to
//	files/SHA-256     each content once, under its own name
//	LOCK              held while the folder is written
//
// A content never changes, so a next backup adds what is new and takes away, last, what no manifest names any more; the manifest is replaced
// in between, by rename. On the way a backup is a tar of the same names, without the contents that the receiver has, the manifest at the end.
package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"xunbao/index"
)

// Format is the version of the form. A newer one is refused.
const Format = 1

// Names in a backup, and the tar entries that are only on the way.
const (
	manifestName = "manifest.json"
	filesName    = "files"
	progressName = "progress.json" // how far the sender is
	faultName    = "error.json"    // why the backup ends here; its content is the sender's own
)

// Manifest is what a backup holds.
type Manifest struct {
	Format   int       `json:"format"`
	Program  string    `json:"program"` // that made it
	Time     time.Time `json:"time"`
	Store    string    `json:"store"` // the folder of the articles
	Articles int       `json:"articles"`
	Last     uint64    `json:"last"`   // the newest change of the articles
	Digest   string    `json:"digest"` // of all articles, as index/store defines it
	Files    []File    `json:"files"`
}

// File is one file of the data folder.
type File struct {
	Path   string `json:"path"` // below the data folder, with slashes
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// NewerError: the backup has a form that this program does not know.
type NewerError struct{ Format int }

func (e *NewerError) Error() string {
	return fmt.Sprintf("the backup has format %d, this program reads up to %d: it was made by a newer version", e.Format, Format)
}

// ErrNone: there is no backup in the folder.
var ErrNone = errors.New("there is no finished backup in it")

// Bytes is the size of all files together.
func (m *Manifest) Bytes() (total int64) {
	for _, f := range m.Files {
		total += f.Size
	}
	return total
}

// sealed is the file manifest.json: the manifest, and the SHA-256 of its bytes as they stand there.
type sealed struct {
	Manifest json.RawMessage `json:"manifest"`
	SHA256   string          `json:"sha256"`
}

func (m *Manifest) encode() ([]byte, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	whole, err := json.Marshal(sealed{text, sumOf(text)})
	return append(whole, '\n'), err
}

// decode checks all that does not need the files. The error wraps index.ErrDamaged or is a *NewerError.
func decode(text []byte) (*Manifest, error) {
	var outer sealed
	var m Manifest
	if err := json.Unmarshal(text, &outer); err != nil {
		return nil, fmt.Errorf("read %s: %w: %w", manifestName, index.ErrDamaged, err)
	}
	if sumOf(outer.Manifest) != outer.SHA256 {
		return nil, fmt.Errorf("read %s: %w: its checksum is wrong", manifestName, index.ErrDamaged)
	}
	if err := json.Unmarshal(outer.Manifest, &m); err != nil {
		return nil, fmt.Errorf("read %s: %w: %w", manifestName, index.ErrDamaged, err)
	}
	if m.Format > Format {
		return nil, &NewerError{m.Format}
	}
	if m.Format < 1 || !plainName(m.Store) {
		return nil, fmt.Errorf("read %s: %w: it names no form or no store", manifestName, index.ErrDamaged)
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) || path.Clean(f.Path) != f.Path || !isSum(f.SHA256) || f.Size < 0 {
			return nil, fmt.Errorf("read %s: %w: %q cannot be the path of a file", manifestName, index.ErrDamaged, f.Path)
		}
	}
	return &m, nil
}

// plainName reports whether a name is one of a folder inside another.
func plainName(name string) bool {
	return name == path.Base(name) && filepath.IsLocal(name) && name != "."
}

// isSum reports whether a text is a SHA-256 as files are named by it.
func isSum(text string) bool {
	sum, err := hex.DecodeString(text)
	return err == nil && len(sum) == sha256.Size && text == hex.EncodeToString(sum)
}

func sumOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Read is the manifest of the backup in a folder. ErrNone, index.ErrDamaged, *NewerError.
func Read(dir string) (*Manifest, error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrNone
	}
	if err != nil {
		return nil, fmt.Errorf("read the backup %q: %w", dir, err)
	}
	m, err := decode(bytes.TrimSpace(text))
	if err != nil {
		return nil, fmt.Errorf("read the backup %q: %w", dir, err)
	}
	return m, nil
}
