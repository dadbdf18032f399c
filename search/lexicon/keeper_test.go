package lexicon

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
)

func openKeeper(t *testing.T, dir string) (*Keeper, *bytes.Buffer) {
	t.Helper()
	log := &bytes.Buffer{}
	return Open(dir, testFold, [][]string{{"海货", "海产"}}, slog.New(slog.NewTextHandler(log, nil))), log
}

func TestKeeperKeeps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data", "lexicon")
	if err := os.Mkdir(filepath.Dir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	k, log := openKeeper(t, dir)
	if !k.Current().Empty() || log.Len() > 0 {
		t.Fatalf("a folder that is not there holds %v: %s", k.Current().Given(), log)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("reading made the folder")
	}
	if _, err := k.SetWords([]string{"望潮岛", "Wi-Fi"}); err != nil {
		t.Fatal(err)
	}
	set, err := k.SetSynonyms([][]string{{"望潮岛", "潮洲"}})
	if err != nil {
		t.Fatal(err)
	}
	want := search.Lexicon{Words: []string{"望潮岛", "Wi-Fi"}, Synonyms: [][]string{{"望潮岛", "潮洲"}}, Version: set.Version()}
	if diff := cmp.Diff(want, k.Current().Given()); diff != "" {
		t.Error(diff)
	}
	if _, err := k.SetWords([]string{"好", ""}); err == nil {
		t.Error("a bad word was taken")
	}
	if _, err := k.SetSynonyms([][]string{{"好"}}); err == nil {
		t.Error("a bad group was taken")
	}
	again, log := openKeeper(t, dir)
	if diff := cmp.Diff(want, again.Current().Given()); diff != "" || log.Len() > 0 {
		t.Errorf("opened again: %s %s", diff, log)
	}
	if got := again.Current().Synonyms("海货"); !cmp.Equal(got, []string{"海产"}) {
		t.Errorf("the built-in group gives %v", got)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

// TestDamagedFile: searching goes on without a file that cannot be used; it is told, and kept when it is replaced.
func TestDamagedFile(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"not UTF-8":  func(path string) error { return os.WriteFile(path, []byte("\xff\xfe\x00"), 0o600) },
		"bad entry":  func(path string) error { return os.WriteFile(path, []byte("云溪湾\n…\n"), 0o600) },
		"a folder":   func(path string) error { return os.Mkdir(path, 0o700) },
		"not closed": func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("长", 500)), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, synonymsFile), []byte("望潮岛,潮洲\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := spoil(filepath.Join(dir, wordsFile)); err != nil {
				t.Fatal(err)
			}
			k, log := openKeeper(t, dir)
			if got := k.Current().Given(); len(got.Words) != 0 || len(got.Synonyms) != 1 {
				t.Errorf("in force: %+v", got)
			}
			if !strings.Contains(log.String(), wordsFile) || !strings.Contains(log.String(), "level=WARN") {
				t.Errorf("the log says %q", log)
			}
			if _, err := k.SetWords([]string{"望潮岛"}); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(dir, wordsFile+".damaged")); err != nil {
				t.Error(err)
			}
			again, log := openKeeper(t, dir)
			if got := again.Current().Given(); len(got.Words) != 1 || log.Len() > 0 {
				t.Errorf("opened again: %+v %s", got, log)
			}
		})
	}
}

// TestUnwritable: what cannot be kept is not in force either.
func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lexicon")
	k, _ := openKeeper(t, file)
	if err := os.WriteFile(file, nil, 0o600); err != nil { // where the folder should be
		t.Fatal(err)
	}
	if _, err := k.SetWords([]string{"望潮岛"}); err == nil || !k.Current().Empty() {
		t.Errorf("got %v, %v", err, k.Current().Given())
	}
}

// TestConcurrent: readers see one state or another, whole, while both halves are replaced.
func TestConcurrent(t *testing.T) {
	dir := t.TempDir()
	k, _ := openKeeper(t, dir)
	var writers, readers sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				l := k.Current()
				if given := l.Given(); given.Version != versionOf(given.Words, given.Synonyms) {
					t.Errorf("version %s does not name %+v", given.Version, given)
				}
				l.Word("望潮岛", 0, anywhere)
				l.Synonyms("望潮岛")
			}
		})
	}
	for w := range 2 {
		writers.Go(func() {
			for i := range 20 {
				if _, err := k.SetWords([]string{fmt.Sprintf("望潮岛%d", w*100+i)}); err != nil {
					t.Error(err)
				}
				if _, err := k.SetSynonyms([][]string{{"望潮岛", fmt.Sprintf("潮洲%d", w*100+i)}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	again, log := openKeeper(t, dir)
	if diff := cmp.Diff(k.Current().Given(), again.Current().Given()); diff != "" || log.Len() > 0 {
		t.Errorf("on disk: %s %s", diff, log)
	}
}
