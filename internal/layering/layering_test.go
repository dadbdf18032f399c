package layering

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed lists, for every package, the packages of this module it may import. A package that is not here is refused: whoever adds
// one decides where it stands.
var allowed = map[string][]string{
	"internal/news":     {},
	"internal/layering": {},
	"internal/durable":  {},
	"internal/digits":   {},
	"data":              {},

	"index":                 {"internal/news"},
	"index/analysis/zh":     {"data"},
	"index/story":           {"internal/news"},
	"index/lanes":           {"index"},
	"index/zapfile":         {},
	"index/extract":         {"internal/news"},
	"index/fetch":           {},
	"index/robots":          {},
	"index/poll":            {"internal/durable", "index", "index/fetch", "index/ingest", "index/robots", "internal/news"},
	"index/boilerplate":     {"internal/news"},
	"index/ingest":          {"index", "index/extract", "internal/news"},
	"index/store":           {"internal/durable", "index", "index/store/shorthand", "internal/news"},
	"index/store/shorthand": {},
	"index/backup":          {"internal/durable", "index", "index/store"},
	"index/embedded": {"internal/durable", "index", "index/analysis/zh", "index/boilerplate", "index/lanes", "index/store", "index/story", "index/zapfile",
		"internal/news"},

	"search/query":      {},
	"search/highlight":  {},
	"search":            {"internal/news", "search/highlight", "search/query"},
	"search/admit":      {"internal/news", "search"},
	"search/eval":       {"internal/news", "search"},
	"search/searchtest": {"index", "internal/news", "search", "search/highlight", "search/query"},
	"search/lexicon":    {"internal/durable", "data", "search"},
	"search/suggest":    {"data", "index/analysis/zh", "search"},
	"search/saved":      {"internal/durable", "internal/news", "search", "search/highlight", "search/query"},
	"search/embedded": {"index", "index/analysis/zh", "index/embedded", "index/story", "internal/news", "search", "search/highlight",
		"search/lexicon", "search/query", "search/suggest"},

	"web/fault":       {"index", "internal/news", "search", "search/query"},
	"web/caller":      {"search"},
	"web/ledger":      {"index"},
	"web/meter":       {},
	"web/conns":       {},
	"web/assets":      {},
	"web/public":      {},
	"web/ui":          {"index", "internal/news", "search", "search/highlight", "search/query", "web/assets", "web/fault", "web/ledger", "web/public", "web/ui/diff", "web/ui/words"},
	"web/ui/diff":     {},
	"web/ui/words":    {"internal/digits", "search"},
	"web/api":         {"index", "index/backup", "index/ingest", "internal/news", "search", "search/admit", "search/highlight", "search/lexicon", "search/query", "web/caller", "web/fault", "web/ledger"},
	"web/feed":        {"internal/news", "search", "search/highlight", "web/fault", "web/public", "web/ui/words"},
	"web":             {"index", "search", "search/admit", "web/api", "web/caller", "web/conns", "web/fault", "web/feed", "web/ledger", "web/meter", "web/ui"},
	"web/browsertest": {},

	"internal/app": {"data", "index", "index/analysis/zh", "index/backup", "index/embedded", "index/extract", "index/fetch", "index/ingest", "internal/news", "search",
		"search/embedded", "search/lexicon", "search/saved"},
	"internal/bench":   {"internal/news", "search"},
	"internal/load":    {"internal/bench", "internal/news"},
	"internal/torture": {"internal/load"},
	"cmd/loadgen":      {"internal/load"},
	"cmd/dictgen":      {"index/analysis/zh"},
	"cmd/xunbao": {"data", "search/eval", "index", "index/backup", "index/boilerplate", "index/extract", "index/fetch", "index/ingest", "index/poll", "internal/app", "internal/bench", "internal/digits", "internal/news", "search",
		"search/highlight", "search/lexicon", "search/query", "web", "web/api", "web/caller", "web/conns", "web/fault", "web/ledger", "web/meter"},
}

// guarded lists the packages that may import a module, by the beginning of its path.
var guarded = map[string][]string{
	"github.com/blevesearch/":         {"index/embedded", "index/zapfile", "search/embedded"},
	"github.com/RoaringBitmap/":       {"index/embedded", "index/lanes", "search/embedded"},
	"github.com/go-ego/gse":           {"index/analysis/zh"},
	"github.com/gin-gonic/gin":        {"web", "web/api", "web/feed", "web/ui"},
	"github.com/prometheus/":          {"web/meter"},
	"github.com/cockroachdb/pebble":   {"index/store"},
	"go.etcd.io/bbolt":                {"index/embedded"},
	"golang.org/x/net/html":           {"index/extract"},
	"github.com/spf13/cobra":          {"cmd/xunbao"},
	"github.com/schollz/progressbar/": {"cmd/xunbao"},
}

const module = "xunbao/"

func TestArrows(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := make(map[string]bool)
	walk(t, root, func(dir, path string) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		seen[dir] = true
		rule, ok := allowed[dir]
		if !ok {
			t.Errorf("%s: package %s has no rule: add it to the list and to docs/architecture.md", path, dir)
			return
		}
		for _, imported := range imports(t, path) {
			if inner, ours := strings.CutPrefix(imported, module); ours && !slices.Contains(rule, inner) {
				t.Errorf("%s: %s may not import %s", path, dir, inner)
			}
			for prefix, users := range guarded {
				if strings.HasPrefix(imported, prefix) && !slices.Contains(users, dir) {
					t.Errorf("%s: %s may not import %s", path, dir, imported)
				}
			}
		}
	})
	for dir := range allowed {
		if !seen[dir] {
			t.Errorf("the list has a rule for %s, which has no code", dir)
		}
	}
}

// TestPureQuery: the query language and the highlighter import the standard library only.
func TestPureQuery(t *testing.T) {
	for _, dir := range []string{"search/query", "search/highlight", "internal/news"} {
		walk(t, filepath.Join("..", "..", dir), func(_, path string) {
			for _, imported := range imports(t, path) {
				if strings.Contains(strings.Split(imported, "/")[0], ".") && !strings.HasSuffix(path, "_test.go") {
					t.Errorf("%s imports %s: only the standard library may be used here", path, imported)
				}
			}
		})
	}
}

// TestPackageComments: every package says what it is.
func TestPackageComments(t *testing.T) {
	documented := make(map[string]bool)
	walk(t, filepath.Join("..", ".."), func(dir, path string) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		documented[dir] = documented[dir] || file.Doc != nil
	})
	for dir, ok := range documented {
		if !ok {
			t.Errorf("package %s has no package comment", dir)
		}
	}
}

func walk(t *testing.T, root string, visit func(dir, path string)) {
	t.Helper()
	top, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2 || entry.Name() == "testdata") {
			return fs.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			full, err := filepath.Abs(path)
			if err != nil {
				return err
			}
			dir, err := filepath.Rel(top, filepath.Dir(full))
			if err != nil {
				return err
			}
			visit(filepath.ToSlash(dir), path)
		}
		return nil
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

func imports(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	return out
}
