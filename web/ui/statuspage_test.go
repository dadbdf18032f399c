package ui

import (
	"errors"
	"testing"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/ledger"
)

func TestStatusPages(t *testing.T) {
	busy := func(f *fake) {
		f.status.StoreBytes, f.status.IndexBytes, f.status.Rebuilding, f.status.Built = 1_234_567, 999, true, now.Add(-2*time.Hour)
		f.status.Oldest, f.status.LeftOut, f.status.LeftLines = news.Instant{Time: day(2019, 3, 1), DayOnly: true}, "x", 12
		f.feeds = []index.FeedState{
			{URL: "https://a.example/feed?key=secret", Polled: now.Add(-time.Hour), Outcome: index.FeedFailed, Error: "answers 500", Failures: 3, Next: now.Add(time.Hour), Added: 1200},
			{URL: "https://b.example/feed", Next: now.Add(-time.Second)},
		}
		f.ledger = ledger.New(func() time.Time { return now })
		f.ledger.Refuse(ledger.Articles, &index.RecordError{Origin: "body:12", Err: errors.New("neither a title nor a body")})
		f.ledger.Refuse(ledger.Feed, &index.RecordError{Origin: "https://a.example/<script>alert(1)</script>", Err: errors.New("\u202e\"><img src=x onerror=alert(1)>")})
		f.ledger.RefuseMore(1200)
		f.ledger.Begin(ledger.Rebuild).Report(index.Progress{Stage: "index", Done: 2500, Total: 10_000})
		f.ledger.Begin(ledger.Articles).Add(7)
		f.saved = []search.SavedSearch{{Name: "渡口", Waiting: 2, Failed: 1}, {Name: "江桥"}}
	}
	for _, c := range []struct {
		name, path  string
		change      func(*fake)
		status      int
		says, hides []string
	}{
		{"quiet", "/status", nil, 200, []string{"运行状态", "12,345", "000003", "还没有", "没有正在进行的收录或重建", "启动以来没有记录被拒收"}, []string{"正在重建", "报告文件"}},
		{"busy", "/status", busy, 200, []string{"正在重建索引", "1.2 MB", "999 B", "2019年3月1日", "https://a.example/feed?…", "answers 500", "失败、连续失败 3 次", "新 1,200，改 0", "马上", "常见行",
			"重建：分析", "2,500 / 10,000 篇（25%）", "收录文章", "7 篇", "启动以来 1,202 条", "请求的第 12 行", "neither a title nor a body", "https://a.example/<script>alert(1)</script>", "报告文件"},
			[]string{"secret", "\u202e", "没有正在进行"}},
		{"busy, in English", "/status?ui=en", busy, 200, []string{"Rebuild: analysing", "2,500 of 10,000 articles (25%)", "Taking in articles", "7 articles", "1,202 since the server started", "Came as"}, nil},
		{"empty", "/status", func(f *fake) { f.status.Articles = 0 }, 200, []string{"xunbao add --data DIR"}, nil},
		{"parameters", "/status?q=a", nil, 400, []string{"参数不对"}, nil},
		{"opening", "/status", func(f *fake) { f.stateErr = search.ErrUnavailable }, 503, []string{"暂时无法检索"}, nil},
		{"components", "/components", nil, 200, []string{"另有 8 篇转载", "全部 9 个版本", "未注明", "页码到此为止", "还没有文章", "没有第 99 页"}, nil},
		{"help", "/help", nil, 200, []string{"除险加固工程", "NEAR/10", "快捷键", "没有 JavaScript"}, nil},
		{"help when nothing works", "/help", func(f *fake) { f.stateErr = search.ErrUnavailable }, 200, []string{"除险加固工程"}, nil},
		{"help with parameters", "/help?page=2", nil, 400, []string{"参数不对"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := harbour()
			if c.change != nil {
				c.change(f)
			}
			checkPage(t, get(t, handler(t, f), c.path), c.status, c.says, c.hides)
		})
	}
}

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 kB", 1550: "1.6 kB", 1_000_000: "1 MB", 21_400_000_000: "21.4 GB", 1 << 62: "4.6 EB"} {
		if got := size(bytes); got != want {
			t.Errorf("%d: got %s, want %s", bytes, got, want)
		}
	}
}

// TestLasting: a time that is left is told in a unit that a reader can do something with, and never as less than it is.
func TestLasting(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Millisecond: "1 秒", 119 * time.Second: "119 秒", 121 * time.Second: "3 分钟", 2 * time.Hour: "120 分钟", 2*time.Hour + 1: "3 小时", 50 * time.Hour: "50 小时",
	} {
		if got := lasting(chineseReader().Status, d); got != want {
			t.Errorf("%v: got %s, want %s", d, got, want)
		}
	}
}
