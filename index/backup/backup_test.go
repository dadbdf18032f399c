package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/index/store"
	"xunbao/internal/news"
)

// dataFolder is a store and the files beside it, as Freeze leaves a copy.
type dataFolder struct {
	t    testing.TB
	dir  string
	live *store.Store
	next int // article
}

func newDataFolder(t testing.TB) *dataFolder {
	t.Helper()
	live, err := store.Open(filepath.Join(t.TempDir(), "live"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &dataFolder{t: t, live: live}
	t.Cleanup(func() { live.Close() })
	return d
}

// add stores so many invented articles.
func (d *dataFolder) add(n int) {
	d.t.Helper()
	batch := make([]news.Article, n)
	for i := range batch {
		d.next++
		batch[i] = news.Article{ID: news.ID(fmt.Sprint("号", d.next)), Title: fmt.Sprintf("第%d号通报", d.next), Body: strings.Repeat("云岭县水库除险加固工程进展顺利。", 1+d.next%9)}
	}
	if _, err := d.live.Put(d.t.Context(), batch); err != nil {
		d.t.Fatal(err)
	}
}

// freeze makes a new copy.
func (d *dataFolder) freeze(words string) Source {
	d.t.Helper()
	d.dir = d.t.TempDir()
	err := errors.Join(d.live.Checkpoint(filepath.Join(d.dir, "store-000001")), os.Mkdir(filepath.Join(d.dir, "lexicon"), 0o700),
		os.WriteFile(filepath.Join(d.dir, "lexicon", "words.txt"), []byte(words), 0o600), os.WriteFile(filepath.Join(d.dir, "CURRENT"), []byte("{}\n"), 0o600))
	if err != nil {
		d.t.Fatal(err)
	}
	return Source{Dir: d.dir, Store: "store-000001", Program: "test", Time: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}
}

// sent is the tar of a source.
func sent(t testing.TB, from Source, have map[string]bool) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Send(t.Context(), &out, from, have); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// receive takes a tar in and lets go of the folder.
func receive(t testing.TB, dir string, from io.Reader) (Received, error) {
	t.Helper()
	to, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	return to.Receive(t.Context(), from, nil)
}

func have(t testing.TB, dir string) map[string]bool {
	t.Helper()
	to, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	return to.Have()
}

// content is every file below a folder but locks.
func content(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == lockName {
			return err
		}
		text, err := os.ReadFile(name)
		below, _ := filepath.Rel(dir, name)
		all[below] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// restored is the content of what a backup gives back.
func restored(t testing.TB, src string) (*Manifest, map[string]string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "back")
	m, err := Restore(t.Context(), src, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m, content(t, dir)
}

// TestBackupAgain: what is restored is the copy, byte by byte; a next backup into the same folder sends only what is new, and leaves nothing of
// the former one behind that it does not need.
func TestBackupAgain(t *testing.T) {
	d, dir := newDataFolder(t), filepath.Join(t.TempDir(), "backup")
	for round, words := range []string{"云岭", "云岭\n磐安", "云岭\n磐安"} {
		d.add(200)
		from := d.freeze(words)
		before := have(t, dir)
		got, err := receive(t, dir, bytes.NewReader(sent(t, from, before)))
		if err != nil {
			t.Fatal(err)
		}
		m, files := restored(t, dir)
		if diff := cmp.Diff(content(t, from.Dir), files); diff != "" {
			t.Errorf("round %d: the copy (-) and what is restored (+) differ:\n%s", round, diff)
		}
		if m.Articles != 200*(round+1) || m.Last != uint64(m.Articles) || got.Manifest.Digest != m.Digest {
			t.Errorf("round %d: the manifest has %d articles up to change %d", round, m.Articles, m.Last)
		}
		needed := make(map[string]bool)
		fresh := 0
		for _, f := range m.Files {
			if !needed[f.SHA256] && !before[f.SHA256] {
				fresh++
			}
			needed[f.SHA256] = true
		}
		if after := have(t, dir); got.Files != fresh || !cmp.Equal(after, needed) {
			t.Errorf("round %d: %d files were sent, %d were new; %d are kept, %d are needed", round, got.Files, fresh, len(after), len(needed))
		}
	}
	if got, err := receive(t, dir, bytes.NewReader(sent(t, d.freeze("云岭\n磐安"), have(t, dir)))); err != nil || got.Bytes > 64<<10 {
		t.Errorf("with no new article %d bytes are sent: %v", got.Bytes, err)
	}
}

// TestBackupStopped: a backup that breaks off at any byte leaves the former one whole, and the next one goes on.
func TestBackupStopped(t *testing.T) {
	d, dir := newDataFolder(t), filepath.Join(t.TempDir(), "backup")
	d.add(50)
	if _, err := receive(t, dir, bytes.NewReader(sent(t, d.freeze("云岭"), nil))); err != nil {
		t.Fatal(err)
	}
	former, files := restored(t, dir)
	d.add(50)
	from := d.freeze("磐安")
	whole := sent(t, from, nil)
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		cut := r.IntN(len(whole))
		if text := []byte(manifestName); bytes.Contains(whole[:cut], text) {
			continue // all of it may have arrived
		}
		if _, err := receive(t, dir, bytes.NewReader(whole[:cut])); err == nil {
			t.Fatalf("%d of %d bytes are taken for a backup", cut, len(whole))
		}
		m, now := restored(t, dir)
		if diff := cmp.Diff(former, m) + cmp.Diff(files, now); diff != "" {
			t.Fatalf("after %d of %d bytes the former backup is another one:\n%s", cut, len(whole), diff)
		}
	}
	if _, err := receive(t, dir, bytes.NewReader(sent(t, from, have(t, dir)))); err != nil {
		t.Fatal(err)
	}
	if _, now := restored(t, dir); !cmp.Equal(now, content(t, from.Dir)) {
		t.Error("the backup that goes on with what a stopped one left is not the copy")
	}
}

// TestRestoreDamaged: whichever file of a backup is changed, cut off or gone, nothing is restored and the error says which; the next backup sends it
// again.
func TestRestoreDamaged(t *testing.T) {
	d, dir := newDataFolder(t), filepath.Join(t.TempDir(), "backup")
	d.add(120)
	from := d.freeze("云岭")
	whole := sent(t, from, nil)
	if _, err := receive(t, dir, bytes.NewReader(whole)); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	harm := map[string]func(text []byte) []byte{
		"a bit":    func(text []byte) []byte { text[r.IntN(len(text))] ^= 1 << r.IntN(8); return text },
		"the end":  func(text []byte) []byte { return text[:r.IntN(len(text))] },
		"the file": func([]byte) []byte { return nil },
	}
	for name, text := range content(t, dir) {
		for what, change := range harm {
			if len(text) == 0 && what != "the file" {
				continue
			}
			path := filepath.Join(dir, name)
			if changed := change([]byte(text)); changed != nil {
				write(t, path, changed)
			} else if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(t.TempDir(), "back")
			_, err := Restore(t.Context(), dir, to, nil)
			if !errors.Is(err, index.ErrDamaged) && !errors.Is(err, ErrNone) || !strings.Contains(fmt.Sprint(err), filepath.Base(name)) && !errors.Is(err, ErrNone) {
				t.Errorf("%s of %s: %v", what, name, err)
			}
			for _, left := range []string{to, to + besideSuffix} {
				if _, err := os.Stat(left); err == nil {
					t.Errorf("%s of %s: %s was left behind", what, name, filepath.Base(left))
				}
			}
			if _, err := receive(t, dir, bytes.NewReader(sent(t, from, have(t, dir)))); err != nil {
				t.Fatalf("%s of %s: the next backup: %v", what, name, err)
			}
			if _, now := restored(t, dir); !cmp.Equal(now, content(t, from.Dir)) {
				t.Errorf("%s of %s: the next backup does not mend it", what, name)
			}
		}
	}
}

func write(t testing.TB, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestRefusals: what must not be written over is not.
func TestRefusals(t *testing.T) {
	d, dir := newDataFolder(t), filepath.Join(t.TempDir(), "backup")
	d.add(3)
	if _, err := receive(t, dir, bytes.NewReader(sent(t, d.freeze("云岭"), nil))); err != nil {
		t.Fatal(err)
	}
	full := t.TempDir()
	write(t, filepath.Join(full, "letters.txt"), []byte("家书"))
	if _, err := Restore(t.Context(), dir, full, nil); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("restore to a folder with a file: %v", err)
	}
	if _, err := Restore(t.Context(), full, filepath.Join(t.TempDir(), "x"), nil); !errors.Is(err, ErrNone) {
		t.Errorf("restore from a folder without a backup: %v", err)
	}
	if _, err := OpenFolder(full); !errors.Is(err, ErrForeign) {
		t.Errorf("a backup into a folder with other things: %v", err)
	}
	held, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if _, err := OpenFolder(dir); !errors.Is(err, index.ErrLocked) {
		t.Errorf("two backups into one folder: %v", err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	to := filepath.Join(t.TempDir(), "back")
	if _, err := Restore(stopped, dir, to, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a restore that was stopped: %v", err)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a restore that was stopped left a folder")
	}
}

// TestManifest: a manifest of a newer form, or one that leads out of the data folder, is refused by what it is.
func TestManifest(t *testing.T) {
	sum := strings.Repeat("0f", 32)
	for name, c := range map[string]struct {
		m     Manifest
		newer bool
	}{
		"newer":               {Manifest{Format: Format + 1, Store: "s"}, true},
		"without a form":      {Manifest{Store: "s"}, false},
		"a store above":       {Manifest{Format: 1, Store: "../s"}, false},
		"a path above":        {Manifest{Format: 1, Store: "s", Files: []File{{"../x", 1, sum}}}, false},
		"a path from the top": {Manifest{Format: 1, Store: "s", Files: []File{{"/etc/x", 1, sum}}}, false},
		"a path not clean":    {Manifest{Format: 1, Store: "s", Files: []File{{"a/../x", 1, sum}}}, false},
		"a sum that is none":  {Manifest{Format: 1, Store: "s", Files: []File{{"x", 1, "../../x"}}}, false},
	} {
		text, err := c.m.encode()
		if err != nil {
			t.Fatal(err)
		}
		_, err = decode(bytes.TrimSpace(text))
		var newer *NewerError
		if errors.As(err, &newer) != c.newer || errors.Is(err, index.ErrDamaged) == c.newer {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzReceive: whatever arrives, there is no panic and nothing outside of the folder, and what is taken for a backup has all its files.
func FuzzReceive(f *testing.F) {
	d := newDataFolder(f)
	d.add(2)
	f.Add(sent(f, d.freeze("云岭"), nil))
	f.Add([]byte("files/../../x"))
	f.Fuzz(func(t *testing.T, text []byte) {
		top := t.TempDir()
		dir := filepath.Join(top, "backup")
		got, err := receive(t, dir, bytes.NewReader(text))
		if entries, _ := os.ReadDir(top); len(entries) != 1 {
			t.Fatalf("%d names beside the backup", len(entries)-1)
		}
		if err != nil {
			return
		}
		for _, file := range got.Manifest.Files {
			if !have(t, dir)[file.SHA256] {
				t.Fatalf("%s is not there", file.Path)
			}
		}
	})
}
