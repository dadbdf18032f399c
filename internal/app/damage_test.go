package app

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	embeddedindex "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
)

// damageEnv says how often each kind of file is damaged in each way; 2 if it does not.
const damageEnv = "XUNBAO_DAMAGE"

// kindOf names the kind of a file of a data folder by its path in it; "" for files that nobody reads.
func kindOf(path string) string {
	dir, name := filepath.Dir(path), filepath.Base(path)
	end := filepath.Ext(name)
	switch {
	case name == "LOCK", strings.HasSuffix(name, ".new"):
		return ""
	case dir == ".":
		return name
	case strings.HasPrefix(dir, "store-"):
		if strings.HasPrefix(name, "marker.") {
			return "store/marker." + strings.Split(name, ".")[1]
		}
		if end != ".sst" && end != ".log" {
			end, _, _ = strings.Cut(name, "-")
		}
		return "store/" + end
	case strings.HasPrefix(dir, "index-"):
		if end == ".zap" || end == ".lanes" {
			name = end
		}
		return "index/" + name
	default:
		return filepath.Join(dir, "*"+end)
	}
}

// ways are the kinds of damage. Each changes the content of a file; nil removes it.
var ways = []struct {
	name   string
	change func(r *rand.Rand, content []byte) []byte
}{
	{"flipped bit", func(r *rand.Rand, content []byte) []byte {
		if len(content) > 0 {
			content[r.IntN(len(content))] ^= 1 << r.IntN(8)
		}
		return content
	}},
	{"cut off", func(r *rand.Rand, content []byte) []byte { return content[:r.IntN(len(content)+1)] }},
	{"zeroed page", func(r *rand.Rand, content []byte) []byte {
		const page = 4 << 10
		start := r.IntN((len(content)+page-1)/page+1) * page
		clear(content[min(start, len(content)):min(start+page, len(content))])
		return content
	}},
	{"removed", func(*rand.Rand, []byte) []byte { return nil }},
}

// questions have answers that depend on all parts of the index.
func questions() []search.Request {
	all := []search.Request{
		{Query: "渡口"}, {Query: "第7号"}, {Query: `"修好了栈桥"`, Sort: search.Newest}, {Query: "渡口 -上游"}, {},
		{Query: "轮渡", Collapse: search.CollapseNone}, {Query: "水文", Filters: map[search.Field][]string{search.Source: {"云泽晚报"}}}, {Query: "title:渡口 栈桥"},
	}
	for i := range all {
		q := &all[i]
		q.Size, q.Page, q.Location, q.Interval, q.Facets = 30, 1, time.UTC, search.Month, []search.Field{search.Source, search.Category}
		if q.Sort == "" {
			q.Sort = search.Relevance
		}
		if q.Collapse == "" {
			q.Collapse = search.CollapseStory
		}
	}
	return all
}

// errInexact is an answer that says it is not complete.
var errInexact = errors.New("the answer says that it is not exact")

// answers asks all questions and reads all articles. want is nil the first time.
func answers(t *testing.T, a *App, articles map[news.ID]string) (all []string, err error) {
	for _, q := range questions() {
		r, err := a.Search(t.Context(), q)
		if err != nil {
			return nil, fmt.Errorf("search %q: %w", q.Query, err)
		}
		if !r.Exact {
			return nil, errInexact
		}
		line := fmt.Sprintf("%q: %d %d %v %v %v", q.Query, r.Total, r.Articles, r.Relaxed, r.Facets, r.Histogram)
		for _, h := range r.Hits {
			line += fmt.Sprintf(" %s/%s/%v", h.Article.ID, h.Article.Title, h.Snippets)
		}
		all = append(all, line)
	}
	for _, id := range slices.Sorted(maps.Keys(articles)) {
		m, err := a.Article(t.Context(), id, "")
		if err != nil {
			return nil, fmt.Errorf("article %q: %w", id, err)
		}
		all = append(all, string(id)+m.Article.Body)
	}
	return all, nil
}

// makeFolder makes a folder with several segments, deletions, replacements, articles in the log and every file there can be, and returns its
// articles.
func makeFolder(t *testing.T, dir string, own embeddedindex.Config) map[news.ID]string {
	t.Helper()
	a, err := openWith(t.Context(), Config{DataDir: dir, LeaveOut: true}, own)
	if err != nil {
		t.Fatal(err)
	}
	articles := map[news.ID]string{}
	put := func(from, to int, word string) {
		var batch []news.Article
		for n := from; n < to; n++ {
			body := fmt.Sprintf("第%d号渡口今年春天修好了栈桥，%s的轮渡每天%d班，水文站记下了%d次涨水。\n%s", n, word, n%9, n*n%71, notice)
			batch = append(batch, news.Article{ID: news.ID(fmt.Sprint("n", n)), Title: fmt.Sprintf("青石镇第%d号渡口", n), Body: body, Site: "临桥网",
				Source: []string{"云泽晚报", "临桥日报"}[n%2], Category: []string{"地方", "水利", "交通"}[n%3],
				Published: news.Instant{Time: time.Date(2024, 3, 1, 8, n, 0, 0, time.UTC)}})
			articles[batch[len(batch)-1].ID] = body
		}
		if _, err := a.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	put(0, 150, "上游")
	if _, err := a.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.SaveSearch(t.Context(), search.SavedSearch{Name: "ferry", Request: url.Values{"q": {"渡口"}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.SetWords(t.Context(), []string{"栈桥渡"}); err != nil {
		t.Fatal(err)
	}
	put(150, 190, "下游")
	put(20, 40, "支流")
	gone := []news.ID{"n3", "n33", "n151"}
	if _, err := a.Delete(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	for _, id := range gone {
		delete(articles, id)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a, err = openWith(t.Context(), Config{DataDir: dir, LeaveOut: true}, own)
	if err != nil {
		t.Fatal(err)
	}
	put(190, 200, "河口") // stays in the log of the store: the folder is copied before it is closed
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return articles
}

// copyFolder copies files.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// soundFolder is a copy of a folder as a kill would leave it, and its articles. One that was copied while Bleve removed files is copied again.
func soundFolder(t *testing.T, segmenter *zh.Segmenter) (dir string, articles map[news.ID]string) {
	t.Helper()
	live := t.TempDir()
	own := embeddedindex.Config{Segmenter: segmenter}
	articles = makeFolder(t, live, own)
	for try := 0; ; try++ {
		dir = filepath.Join(t.TempDir(), "whole")
		err := os.CopyFS(dir, os.DirFS(live))
		own.Dir = dir
		var found []Finding
		if err == nil {
			found, err = embeddedindex.Examine(t.Context(), own)
		}
		if err == nil && !slices.ContainsFunc(found, func(f Finding) bool { return f.Err != nil }) {
			return dir, articles
		}
		if try == 20 {
			t.Fatalf("no copy is sound: %v, %v", found, err)
		}
	}
}

// TestDamage damages each kind of file of a data folder in each way. The folder then answers as before, rebuilds what is damaged by itself, or says
// what is wrong: no answer is wrong, and nothing breaks off.
func TestDamage(t *testing.T) {
	times := 2
	if text := os.Getenv(damageEnv); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("%s: %v", damageEnv, err)
		}
		times = n
	}
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	whole, articles := soundFolder(t, segmenter)
	kinds := map[string][]string{}
	err = filepath.WalkDir(whole, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(whole, path)
		if kind := kindOf(name); kind != "" {
			kinds[kind] = append(kinds[kind], name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d := damage{t: t, segmenter: segmenter, whole: whole, articles: articles}
	d.want, err = d.open("", 0)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(11, uint64(times)))
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		for _, way := range ways {
			told := map[string]int{}
			for n := range times {
				name := kinds[kind][r.IntN(len(kinds[kind]))]
				told[d.one(name, n, func(content []byte) []byte { return way.change(r, content) })]++
			}
			t.Logf("%-26s %-12s %v", kind, way.name, told)
		}
	}
}

// damage is a sound folder and what it answers.
type damage struct {
	t         *testing.T
	segmenter *zh.Segmenter
	whole     string
	articles  map[news.ID]string
	want      []string
}

// one damages a file of a copy and says what became of it.
func (d *damage) one(name string, n int, change func([]byte) []byte) string {
	d.t.Helper()
	got, err := d.open(name, n, change)
	switch {
	case err == nil && slices.Equal(got, d.want):
		return "same answers"
	case errors.Is(err, index.ErrDamaged), errors.Is(err, errInexact):
		return "told"
	case err == nil:
		for i := range got {
			if got[i] != d.want[i] {
				d.t.Errorf("%s: a wrong answer: %s\nwant %s", name, got[i], d.want[i])
				break
			}
		}
		return "WRONG"
	default:
		d.t.Errorf("%s: %v", name, err)
		return "not told"
	}
}

// open copies the folder, changes a file, opens it verified before or after it answers, and asks.
func (d *damage) open(name string, n int, change ...func([]byte) []byte) (got []string, err error) {
	d.t.Helper()
	dir, err := os.MkdirTemp(d.t.TempDir(), "copy")
	if err != nil {
		d.t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	copyFolder(d.t, d.whole, dir)
	for _, c := range change {
		path := filepath.Join(dir, name)
		content, err := os.ReadFile(path)
		if err != nil {
			d.t.Fatal(err)
		}
		if content = c(content); content == nil {
			err = os.Remove(path)
		} else {
			err = os.WriteFile(path, content, 0o600)
		}
		if err != nil {
			d.t.Fatal(err)
		}
	}
	own := embeddedindex.Config{Segmenter: d.segmenter, VerifyPause: time.Nanosecond}
	if n%2 == 1 {
		own.VerifyFirst = 1
	}
	a, err := openWith(d.t.Context(), Config{DataDir: dir, LeaveOut: true}, own)
	if err != nil {
		return nil, err
	}
	defer func() {
		if closed := a.Close(); closed != nil && err == nil {
			err = closed
		}
	}()
	<-a.collection.Verified()
	return answers(d.t, a, d.articles)
}
