package ui

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
)

// regatta is two queries over four months; in the third nothing was published at all.
func regatta() *fake {
	f := harbour()
	f.trends = &search.Trends{Interval: search.Month, Location: day(2024, 1, 1).Location(), Articles: 90, Undated: 2, Exact: true,
		Trends: []search.Trend{
			{Query: "龙舟 <赛>", Relaxed: search.RelaxedNone, Articles: 17, Undated: 1, Counts: []int{3, 12, 0, 1}},
			{Query: "渡口", Relaxed: search.RelaxedMost, Articles: 4, Counts: []int{4, 0, 0, 0}},
		}}
	for i, count := range []int{30, 40, 0, 10} {
		f.trends.Buckets = append(f.trends.Buckets, search.Bucket{From: day(2024, 1+i, 1), To: day(2024, 2+i, 1), Count: count})
	}
	return f
}

func TestTrendsPages(t *testing.T) {
	for _, c := range []struct {
		name, path  string
		change      func(*fake)
		status      int
		says, hides []string
	}{
		{"nothing asked", "/trends", nil, 200, []string{"趋势", "最多五个检索词", "比较"}, []string{"数字", "按月"}},
		{"filters only", "/trends?source=北坡日报&q=&q=", nil, 200, []string{"来源：北坡日报"}, []string{"数字"}},
		{"counts", "/trends?q=龙舟 <赛>&q=渡口", nil, 200, []string{"文章篇数，按月，2024年1月至2024年4月", "龙舟 <赛>：共 17 篇，最高在2024年2月，12 篇，占 30%",
			"共 17 篇，占 18.9%（其中 1 篇时间不详，不在图里）", "“渡口”：没有文章包含全部词语", "2024年3月", "—", "30%", "按月"}, []string{"数字不完整", "合在一起"}},
		{"share", "/trends?q=龙舟&q=渡口&view=share", nil, 200, []string{"占全部报道的比例，按月"}, nil},
		{"not exact", "/trends?q=a&q=b", func(f *fake) { f.trends.Exact = false }, 200, []string{"数字不完整", "约 17 篇"}, nil},
		{"nothing found", "/trends?q=a&q=b", func(f *fake) {
			f.trends.Buckets, f.trends.Trends = nil, []search.Trend{{Query: "a", Counts: []int{}}}
		}, 200, []string{"画不出趋势", "共 0 篇"}, []string{"数字"}},
		{"bad view", "/trends?q=a&view=pie", nil, 400, []string{"参数不对", "count（篇数）"}, nil},
		{"view twice", "/trends?q=a&view=share&view=share", nil, 400, []string{"参数不对"}, nil},
		{"a parameter of searches", "/trends?q=a&page=2", nil, 400, []string{"参数不对"}, nil},
		{"six queries", "/trends?q=a&q=b&q=c&q=d&q=e&q=f", nil, 400, []string{"参数不对"}, nil},
		{"opening", "/trends?q=a", func(f *fake) { f.err = search.ErrUnavailable }, 503, []string{"暂时无法检索"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := regatta()
			if c.change != nil {
				c.change(f)
			}
			checkPage(t, get(t, handler(t, f), escapedQuery(c.path)), c.status, c.says, c.hides)
		})
	}
}

// TestTrendsFigures: the table has the figures of the chart, and a figure leads to the articles that it counts.
func TestTrendsFigures(t *testing.T) {
	f := regatta()
	d := read(t, get(t, handler(t, f), escapedQuery("/trends?q=龙舟 <赛>&q=渡口&source=北坡日报&from=2024-01-10&interval=month")).Body.String())
	if diff := cmp.Diff([]string{"龙舟 <赛>", "渡口"}, f.compared.Queries); diff != "" || f.compared.Common.Interval != search.Month {
		t.Errorf("asked for %+v: %s", f.compared, diff)
	}
	var got [][]string
	for _, row := range d.all("tr") {
		var cells []string
		for n := range row.ChildNodes() {
			if n.Data == "td" || n.Data == "th" {
				cells = append(cells, text(n))
			}
		}
		got = append(got, cells)
	}
	want := [][]string{{"时间", "龙舟 <赛>", "渡口", "全部报道"}, {"2024年1月", "3 10%", "4 13.3%", "30"}, {"2024年2月", "12 30%", "0 0%", "40"},
		{"2024年3月", "0 —", "0 —", "0"}, {"2024年4月", "1 10%", "0 0%", "10"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	january := inside(d.all("tbody")[0], "a")[0]
	r := parsed(t, attr(january, "href"))
	if r.Query != "龙舟 <赛>" || r.FromText != "2024-01-10" || r.ToText != "2024-01" || len(r.Filters[search.Source]) != 1 || r.Interval != search.Auto {
		t.Errorf("the figure of January leads to %s", attr(january, "href"))
	}
}

// TestTrendsLinks: the switches and the form change what they say and keep the rest; the result list leads here with its search.
func TestTrendsLinks(t *testing.T) {
	const path = "/trends?q=龙舟&q=渡口&source=北坡日报&from=2024-01&to=2024-05&tz=UTC"
	d := read(t, get(t, handler(t, regatta()), escapedQuery(path)).Body.String())
	was := url.Values{"q": {"龙舟", "渡口"}, "source": {"北坡日报"}, "from": {"2024-01"}, "to": {"2024-05"}, "tz": {"UTC"}}
	links := d.links("ul.choices")
	for label, change := range map[string][2]string{"占全部报道的比例": {"view", "share"}, "按周": {"interval", "week"}, "篇数": {}, "自动": {}} {
		want := url.Values{}
		for name, list := range was {
			want[name] = list
		}
		if change[0] != "" {
			want.Set(change[0], change[1])
		}
		u, err := url.Parse(links[label])
		if err != nil || u.Path != "/trends" {
			t.Fatalf("%s: %q, %v", label, links[label], err)
		}
		if diff := cmp.Diff(want, u.Query()); diff != "" {
			t.Errorf("%s: %s", label, diff)
		}
	}
	sent := url.Values{}
	for _, n := range inside(d.all("form.trendform")[0], "input") {
		sent.Add(attr(n, "name"), attr(n, "value"))
	}
	want := url.Values{"q": {"龙舟", "渡口", "", "", ""}, "source": {"北坡日报"}, "from": {"2024-01"}, "to": {"2024-05"}, "tz": {"UTC"}}
	if diff := cmp.Diff(want, sent); diff != "" {
		t.Errorf("the form: %s", diff)
	}
	d = read(t, get(t, handler(t, harbour()), escapedQuery("/?q=渡口&source=北坡日报&from=-7d&sort=oldest&page=2")).Body.String())
	if got := d.links("p.ways")["趋势"]; got != "/trends?from=-7d&q=%E6%B8%A1%E5%8F%A3&source=%E5%8C%97%E5%9D%A1%E6%97%A5%E6%8A%A5" {
		t.Errorf("趋势 leads to %q", got)
	}
}

// TestChart: the highest value reaches no higher than the drawing, a month without any coverage breaks the line of shares, and every line has a look of
// its own.
func TestChart(t *testing.T) {
	for _, v := range []view{viewCount, viewShare} {
		found := regatta().trends
		chart := newChart(chineseReader(), v, found, newPoints(found))
		looks := map[string]bool{}
		for i, line := range chart.Lines {
			looks[line.Style] = true
			for _, m := range line.Marks {
				if m.Y < chartTop || m.Y > chartBottom || m.X < 0 || m.X > 100 {
					t.Errorf("%s: line %d has a mark at %v,%d", v, i, m.X, m.Y)
				}
			}
			marks := map[view][]int{viewCount: {3, 1}, viewShare: {3, 2}}[v] // the share of the last month stands alone
			if len(line.Runs) != 1 || len(line.Marks) != marks[i] {
				t.Errorf("%s: line %d has %d runs and %d marks", v, i, len(line.Runs), len(line.Marks))
			}
		}
		if len(looks) != 2 {
			t.Errorf("looks %v", looks)
		}
	}
	found := regatta().trends
	if diff := cmp.Diff([]string{"12.5,190 37.5,102"}, newChart(chineseReader(), viewShare, found, newPoints(found)).Lines[0].Runs); diff != "" {
		t.Error(diff)
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		view  view
		most  int
		of    int
		top   float64
		steps int
	}{{viewCount, 0, 9, 1, 1}, {viewCount, 1, 9, 1, 1}, {viewCount, 2, 9, 2, 2}, {viewCount, 3, 9, 5, 5}, {viewCount, 7, 9, 10, 2}, {viewCount, 10, 99, 10, 2}, {viewCount, 11, 99, 20, 2},
		{viewCount, 51, 99, 100, 2}, {viewShare, 1, 2, .5, 5}, {viewShare, 9, 10, 1, 2}, {viewShare, 1, 1, 1, 2}, {viewShare, 3, 100, .05, 5}} {
		top, steps := scale(c.view, []point{{Bucket: search.Bucket{Count: c.of}, counts: []int{0, c.most}}})
		if fmt.Sprintf("%.6f", top) != fmt.Sprintf("%.6f", c.top) || steps != c.steps {
			t.Errorf("%s of %d of %d: %v in %d steps", c.view, c.most, c.of, top, steps)
		}
	}
}

// TestManyBuckets: ten thousand days are drawn and listed several to a place, and nothing is lost.
func TestManyBuckets(t *testing.T) {
	f := regatta()
	f.trends.Buckets, f.trends.Trends = nil, []search.Trend{{Query: "潮汐", Articles: 10_000}}
	for i := range 10_000 {
		f.trends.Buckets = append(f.trends.Buckets, search.Bucket{From: day(1990, 1, 1+i), To: day(1990, 1, 2+i), Count: 2})
		f.trends.Trends[0].Counts = append(f.trends.Trends[0].Counts, 1)
	}
	points, sum := newPoints(f.trends), 0
	for _, p := range points {
		sum += p.counts[0]
	}
	if len(points) > maxBars || sum != 10_000 {
		t.Errorf("%d places with %d articles", len(points), sum)
	}
	w := get(t, handler(t, f), "/trends?q=a")
	if w.Code != http.StatusOK || w.Body.Len() > 200_000 || strings.Contains(w.Body.String(), `class="spot"><title>`) {
		t.Errorf("%d, %d bytes", w.Code, w.Body.Len())
	}
	if words := text(read(t, w.Body.String()).root); !strings.Contains(words, "把相邻的几个合在一起") {
		t.Error("the page does not say that places are shared")
	}
}
