package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2"
	"github.com/google/go-cmp/cmp"

	"xunbao/index"
)

// entries is every key and value of a store's database.
func entries(t *testing.T, db *pebble.DB) map[string]string {
	t.Helper()
	it, err := db.NewIter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer it.Close()
	all := make(map[string]string)
	for ok := it.First(); ok; ok = it.Next() {
		all[string(it.Key())] = string(it.Value())
	}
	return all
}

// TestNewer: a store of a later form, or in a database of a later form, is refused by what it is, not called damaged, and is left as it was.
func TestNewer(t *testing.T) {
	made := func() string {
		s := openTest(t, t.TempDir())
		put(t, s, article("一", "一号公告", "云岭"), article("二", "二号公告", ""))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return s.dir
	}
	refused := func(t *testing.T, dir string) {
		t.Helper()
		if _, err := Open(dir, Options{}); !errors.Is(err, index.ErrNewer) || errors.Is(err, index.ErrDamaged) {
			t.Errorf("got %v, want %v", err, index.ErrNewer)
		}
	}
	t.Run("store", func(t *testing.T) {
		dir := made()
		change := func(alter func(db *pebble.DB)) map[string]string {
			db, err := pebble.Open(dir, &pebble.Options{FormatMajorVersion: pebble.FormatTableFormatV6})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			alter(db)
			return entries(t, db)
		}
		before := change(func(db *pebble.DB) {
			if err := db.Set(stateKey, append([]byte{shortenedFormat + 1}, strings.Repeat("x", 40)...), pebble.Sync); err != nil {
				t.Fatal(err)
			}
		})
		refused(t, dir)
		if diff := cmp.Diff(before, change(func(*pebble.DB) {})); diff != "" {
			t.Errorf("the refused store has changed:\n%s", diff)
		}
	})
	t.Run("database", func(t *testing.T) {
		dir := made()
		marker, err := filepath.Glob(filepath.Join(dir, "marker.format-version.*"))
		if err != nil || len(marker) != 1 {
			t.Fatal(marker, err)
		}
		newer := filepath.Join(dir, "marker.format-version.000009.999")
		if err := os.Rename(marker[0], newer); err != nil {
			t.Fatal(err)
		}
		before := stamps(t, dir)
		refused(t, dir)
		if diff := cmp.Diff(before, stamps(t, dir)); diff != "" {
			t.Errorf("the refused database has changed:\n%s", diff)
		}
	})
}

// stamps is the content of every file.
func stamps(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name()] = string(text)
	}
	return all
}
