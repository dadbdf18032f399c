package suggest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"xunbao/data"
	"xunbao/index/analysis/zh"
	"xunbao/internal/news"
)

// corpus is a collection as the tests use it: counted by hand, not by an index.
type corpus struct {
	index    *Index
	words    map[string]int      // articles of each word of the word lane
	texts    []string            // folded titles and bodies
	grams    map[string][]uint32 // articles of each gram
	counting time.Duration       // spent in count
}

// sampleCorpus is the built-in sample.
func sampleCorpus(t testing.TB) *corpus {
	content, err := fs.ReadFile(data.Sample(), "articles.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	c := &corpus{words: make(map[string]int), grams: make(map[string][]uint32)}
	return c.read(t, bytes.NewReader(content), 1).build(t)
}

// sharedCorpus is every nth article of the texts that may lie beside the repository; nil when they do not.
func sharedCorpus(t testing.TB, nth int) *corpus {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		files, _ := filepath.Glob(filepath.Join(dir, "shared", "text", "*.jsonl.gz"))
		if len(files) == 0 {
			continue
		}
		c := &corpus{words: make(map[string]int), grams: make(map[string][]uint32)}
		for _, name := range files {
			file, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			inflate, err := gzip.NewReader(file)
			if err != nil {
				t.Fatal(err)
			}
			c.read(t, inflate, nth)
			file.Close()
		}
		return c.build(t)
	}
	return nil
}

// read takes every nth line as an article.
func (c *corpus) read(t testing.TB, in io.Reader, nth int) *corpus {
	t.Helper()
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for n := 0; lines.Scan(); n++ {
		if n%nth != 0 {
			continue
		}
		var a news.Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		seen := make(map[string]bool)
		for _, text := range []string{zh.FoldString(a.Title), zh.FoldString(a.Body)} {
			segmenter.Words(text, func(start, end int) { seen[text[start:end]] = true })
		}
		for word := range seen {
			c.words[strings.Clone(word)]++
		}
		c.add(zh.FoldString(a.Title) + "\n" + zh.FoldString(a.Body))
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return c
}

// add keeps a text and notes its grams.
func (c *corpus) add(text string) {
	at := uint32(len(c.texts))
	c.texts = append(c.texts, text)
	zh.Grams(text, func(start, end int) {
		list := c.grams[text[start:end]]
		if n := len(list); n == 0 || list[n-1] != at {
			c.grams[text[start:end]] = append(list, at)
		}
	})
}

// build makes the index of the words that two articles have at least, and of the titles.
func (c *corpus) build(t testing.TB) *corpus {
	readings, err := LoadReadings()
	if err != nil {
		t.Fatal(err)
	}
	var entries []Entry
	for word, count := range c.words {
		if count >= 2 && len(word) > 1 {
			entries = append(entries, Entry{word, count, Word})
		}
	}
	for _, text := range c.texts {
		title, _, _ := strings.Cut(text, "\n")
		entries = append(entries, Entry{title, 1, Title})
	}
	c.index = Build(entries, readings)
	return c
}

// count is a Counter: it reads the articles that have the rarest gram of the text.
func (c *corpus) count(_ context.Context, text string) (int, error) {
	defer func(started time.Time) { c.counting += time.Since(started) }(time.Now())
	var candidates []uint32
	rarest := len(c.texts) + 1
	zh.Grams(text, func(start, end int) {
		if list := c.grams[text[start:end]]; len(list) < rarest {
			candidates, rarest = list, len(list)
		}
	})
	n := 0
	for _, at := range candidates {
		has := true
		for part := range strings.FieldsSeq(text) {
			has = has && strings.Contains(c.texts[at], part)
		}
		if has {
			n++
		}
	}
	return n, nil
}
