package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
)

// A file of the index that is cut off while it is served must not end the process, whatever it does to reads of its mapped pages: searches fail, or
// answer right from what is kept in memory, until the index has been rebuilt from the store by itself.
func TestFilesCutOffWhileServed(t *testing.T) {
	for _, extension := range []string{".zap", ".lanes"} {
		t.Run(extension, func(t *testing.T) {
			dir := t.TempDir()
			b := openWith(t, dir, nil)
			defer b.Close()
			const articles = 300
			batch := make([]news.Article, articles)
			for i := range batch {
				batch[i] = news.Article{Title: fmt.Sprintf("青石镇第%d号渡口", i), Body: fmt.Sprintf("第%d号渡口今年春天修好了栈桥。", i)}
				batch[i].ID = news.DeriveID(&batch[i])
			}
			if _, err := b.Put(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
			built, err := b.Rebuild(t.Context(), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			// Of the generation in force: the one before it is being removed.
			names, err := filepath.Glob(filepath.Join(dir, "index-"+built.Generation, "*"+extension))
			if err != nil || len(names) == 0 {
				t.Fatalf("%v, %v", names, err)
			}
			for _, name := range names {
				if err := os.Truncate(name, 0); err != nil {
					t.Fatal(err)
				}
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			failed := false
			for {
				result, err := b.Search(ctx, search.Request{Query: "渡口 栈桥", Size: 10, Page: 1, Collapse: search.CollapseNone, Interval: search.NoInterval, Location: time.UTC})
				switch {
				case err == nil && result.Articles != articles:
					t.Fatalf("%d articles instead of %d, and no word about it", result.Articles, articles)
				case err == nil && failed:
					return
				case err == nil:
					t.Fatal("the file is not read: this test proves nothing")
				case ctx.Err() != nil:
					t.Fatalf("not rebuilt: %v", err)
				case !errors.Is(err, index.ErrDamaged):
					t.Fatal(err)
				}
				failed = true
				runtime.Gosched()
			}
		})
	}
}
