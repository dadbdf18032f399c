package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// expand puts the files that a pattern matches, in the order of names, in its place. A path that is there is never taken for a pattern.
func (o Options) expand(paths []string) ([]string, error) {
	var out []string
	for _, path := range paths {
		if _, err := os.Lstat(path); path == "-" || err == nil || o.isAddress(path) || !strings.ContainsAny(path, "*?[") {
			out = append(out, path)
			continue
		}
		found, err := filepath.Glob(path)
		if err != nil {
			return nil, fmt.Errorf("open %q: the pattern cannot be read: %w", path, err)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("open %q: no file or folder has such a name", path)
		}
		out = append(out, found...)
	}
	return out, nil
}
