package lexicon

import (
	"os"
	"path/filepath"

	"xunbao/internal/durable"
)

// write replaces a file of the folder: whoever reads it sees the old content or the new, whole, whatever happens meanwhile. A file that
// could not be read at the start is kept beside it.
func (k *Keeper) write(name, content string) error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(k.dir, name)
	if k.damaged[name] {
		if err := os.Rename(path, path+".damaged"); err != nil {
			return err
		}
		delete(k.damaged, name)
	}
	if err := durable.Replace(path, []byte(sealed(content))); err != nil {
		return err
	}
	return durable.Sync(filepath.Dir(k.dir))
}
