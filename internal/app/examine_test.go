package app

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"xunbao/index/analysis/zh"
	"xunbao/search"
)

// TestDoctor: damage is found where it is, repair mends it, and articles that were lost are named and no longer counted.
func TestDoctor(t *testing.T) {
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	whole, articles := soundFolder(t, segmenter)
	for _, c := range []struct {
		pattern, part string
		records       bool
	}{{"index-*/*.zap", "index-*/*.zap", false}, {"index-*/*.lanes", "index-*/*.lanes", false}, {"index-*/root.bolt", "index-*/root.bolt", false},
		{"index-*/left-out.json", "index-*/left-out.json", false}, {"store-*/*.sst", "store-*", true}, {"", "", false}} {
		t.Run(c.pattern, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "copy")
			copyFolder(t, whole, dir)
			cfg := Config{DataDir: dir, LeaveOut: true}
			if c.pattern != "" {
				spoil(t, dir, c.pattern)
			}
			checkUnsound(t, cfg, c.part)
			aside, err := Repair(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			if (aside > 0) != c.records {
				t.Errorf("%d articles set aside", aside)
			}
			checkUnsound(t, cfg, "")
			checkAside(t, cfg, aside, len(articles))
		})
	}
}

// spoil changes some bytes of files, behind the first third.
func spoil(t *testing.T, dir, pattern string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v, %v", pattern, names, err)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 9 {
			content[len(content)/3+i] ^= 0xff
		}
		if strings.HasSuffix(pattern, rootBolt) {
			content = content[:2*os.Getpagesize()] // its two heads: what lies behind may be free pages only
		}
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

const rootBolt = "root.bolt"

// checkUnsound wants parts of this pattern to be damaged and no others; "" is that none is.
func checkUnsound(t *testing.T, cfg Config, part string) {
	t.Helper()
	found, err := Examine(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, f := range found {
		if f.Err == nil {
			continue
		}
		match, err := path.Match(part, f.Part)
		if err != nil {
			t.Fatal(err)
		}
		seen = seen || match
		if !match || f.Advice == "" {
			t.Errorf("%s: %v: %q", f.Part, f.Err, f.Advice)
		}
	}
	if !seen && part != "" {
		t.Errorf("nothing is found of %s", part)
	}
}

// checkAside opens the folder and counts.
func checkAside(t *testing.T, cfg Config, aside, articles int) {
	t.Helper()
	a, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	q := questions()[4] // all articles
	q.Collapse = search.CollapseNone
	r, err := a.Search(t.Context(), q)
	if err != nil || r.Articles != articles-aside || !r.Exact {
		t.Errorf("%d articles, exact %v, %v; want %d less %d", r.Articles, r.Exact, err, articles, aside)
	}
	named, err := os.ReadFile(filepath.Join(cfg.DataDir, "set-aside.jsonl"))
	if aside == 0 && !errors.Is(err, os.ErrNotExist) || aside > 0 && strings.Count(string(named), "\n") != aside {
		t.Errorf("%d articles set aside, named: %s, %v", aside, named, err)
	}
}
