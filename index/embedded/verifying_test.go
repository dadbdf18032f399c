package embedded

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"xunbao/index/analysis/zh"
	"xunbao/internal/news"
)

// TestVerifyLater: a large index answers before it is verified. A damaged one is found and rebuilt; a sound one is left alone.
func TestVerifyLater(t *testing.T) {
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, extension := range []string{"", ".zap", ".lanes"} {
		t.Run(fmt.Sprint("damaged", extension), func(t *testing.T) {
			dir := t.TempDir()
			c := open(t, dir)
			var batch []news.Article
			for n := range 30 {
				batch = append(batch, article(n))
			}
			put(t, c, batch)
			if _, err := c.Rebuild(t.Context(), nil, nil); err != nil {
				t.Fatal(err)
			}
			before := c.current.Index
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			if extension != "" {
				names, err := filepath.Glob(filepath.Join(dir, "index-*", "*"+extension))
				if err != nil || len(names) != 1 {
					t.Fatalf("%v, %v", names, err)
				}
				content, err := os.ReadFile(names[0])
				if err != nil {
					t.Fatal(err)
				}
				content[20] ^= 1 // in the stored identities, in the lists
				if err := os.WriteFile(names[0], content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			c, err := Open(t.Context(), Config{Dir: dir, Segmenter: segmenter, VerifyFirst: 1, VerifyPause: time.Nanosecond})
			if err != nil {
				t.Fatal(err)
			}
			c.background.Wait()
			if rebuilt := c.current.Index != before; rebuilt != (extension != "") {
				t.Errorf("rebuilt: %v", rebuilt)
			}
			if got := slices.Sorted(maps.Keys(indexed(t, c))); len(got) != 30 {
				t.Errorf("the index has %v", got)
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}
