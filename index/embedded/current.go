package embedded

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"xunbao/index/analysis/zh"
	"xunbao/internal/durable"
)

// current is the content of the file CURRENT: which folders are in force.
type current struct {
	Store       string    `json:"store"`       // "store-000001"
	Index       string    `json:"index"`       // "index-000004"
	Fingerprint string    `json:"fingerprint"` // of the analysis that built the index
	Built       time.Time `json:"built"`
	Sample      bool      `json:"sample,omitempty"`   // the articles are the built-in sample
	LeftOut     string    `json:"left_out,omitempty"` // checksum of the lines that are left out of new articles, in the folder of the index
	Base        uint64    `json:"base,omitempty"`     // the newest change of a rebuild from sources; later ones were written while it ran, or since
	Sum         string    `json:"sum,omitempty"`      // checksum of all before it; one written before there was one has none
}

// sum is the checksum that Sum must be.
func (c current) sum() (string, error) {
	c.Sum = ""
	content, err := json.Marshal(c)
	return sumOf(content), err
}

const currentFile = "CURRENT"

// fingerprint names all that the content of an index depends on beside its articles: the analysis and the form of the files. An index
// with another one is rebuilt.
func fingerprint(segmenter *zh.Segmenter) string {
	return fmt.Sprintf("%s%02x", segmenter.Fingerprint(), indexVersion)
}

// indexVersion is the version of docs/index-format.md.
const indexVersion = 5

// readCurrent returns fs.ErrNotExist for a folder that was never published.
func readCurrent(dir string) (current, error) {
	var c current
	content, err := os.ReadFile(filepath.Join(dir, currentFile))
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(content, &c); err != nil {
		return c, fmt.Errorf("read %s: %w", currentFile, err)
	}
	if sum, err := c.sum(); err != nil || c.Sum != "" && c.Sum != sum {
		return c, errors.Join(fmt.Errorf("read %s: the checksum does not match", currentFile), err)
	}
	for _, name := range []string{c.Store, c.Index} {
		if name == "" || name != filepath.Base(name) || strings.HasPrefix(name, ".") {
			return c, fmt.Errorf("read %s: %q is not the name of a folder in it", currentFile, name)
		}
	}
	return c, nil
}

// publish makes c the current state: whoever opens the folder from now on sees it, whole, or what was there before.
func (c current) publish(dir string) error {
	sum, err := c.sum()
	if err != nil {
		return err
	}
	c.Sum = sum
	content, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	return durable.Replace(filepath.Join(dir, currentFile), append(content, '\n'))
}

// syncTree makes every file and name below dir durable.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return durable.Sync(path)
	})
}

// nextName returns the first unused name "prefix-000001" and so on.
func nextName(dir, prefix string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	highest := 0
	for _, e := range entries {
		var n int
		if _, err := fmt.Sscanf(e.Name(), prefix+"-%06d", &n); err == nil {
			highest = max(highest, n)
		}
	}
	return fmt.Sprintf("%s-%06d", prefix, highest+1), nil
}

// removeLeftovers deletes the store and index folders that c does not name: what an interrupted rebuild left behind.
func removeLeftovers(dir string, c current) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if name == c.Store || name == c.Index {
			continue
		}
		if strings.HasPrefix(name, "store-") || strings.HasPrefix(name, "index-") || strings.HasPrefix(name, copyPrefix+"-") || strings.HasPrefix(name, "scorch-offline-build") || name == currentFile+".new" || strings.HasPrefix(name, probeFile) {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return fmt.Errorf("remove what an interrupted rebuild left: %w", err)
			}
		}
	}
	return nil
}
