package poll

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"xunbao/index"
	"xunbao/internal/news"
)

// page is a page with an article, which names address as its own when it is given.
func page(title, address string) string {
	canonical := ""
	if address != "" {
		canonical = `<link rel="canonical" href="` + address + `">`
	}
	return `<html><head><title>` + title + `_临桥新闻网</title>` + canonical + `</head><body><h1>` + title + `</h1><div>2026-03-01 14:45 来源：临桥日报</div><div>` +
		`<p>水退下去的时候它是路，水涨上来的时候它是堤，镇上的人说这样的木板路还要再铺两公里。</p><p>第二段说的是灯，天一黑就亮，亮到最后一班渡船靠岸为止，散步的人不必再带手电。</p></div></body></html>`
}

func only(t *testing.T, w *shelf) news.Article {
	t.Helper()
	if len(w.got) != 1 {
		t.Fatalf("%d articles, want 1", len(w.got))
	}
	for _, a := range w.got {
		return a
	}
	return news.Article{}
}

// TestSummaryGetsItsPage: an item that holds only a summary becomes the article of its page, once, whatever else changes in the feed.
func TestSummaryGetsItsPage(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	s.say("/page", page("木板路铺到了河口", ""))
	item := "木板路铺到河口|" + s.URL + "/page|水退下去的时候它是路。"
	s.say("/feed", rss(item))
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"})
	once(t, p)
	a := only(t, w)
	if a.Title != "木板路铺到了河口" || a.Source != "临桥日报" || !strings.Contains(a.Body, "\n第二段说的是灯") || a.URL != s.URL+"/page" || a.ID != news.DeriveID(&news.Article{URL: a.URL}) {
		t.Errorf("the article is %+v", a)
	}
	s.say("/feed", rss("灯亮了|https://n.example/1|"+whole, item))
	s.took()
	once(t, p)
	if got := s.took(); got != "/feed" || w.titles() != "木板路铺到了河口 灯亮了" {
		t.Errorf("the second poll asked for %q", got)
	}
}

// TestPageOfAnother: a page may name another address of its site as its own, not one of another site.
func TestPageOfAnother(t *testing.T) {
	for _, other := range []string{"/original", "https://victim.example/1"} {
		s, w := newSite(t, newClock()), newShelf()
		own, want := other, s.URL+"/page"
		if strings.HasPrefix(other, "/") {
			own = s.URL + other
			want = own
		}
		s.say("/page", page("木板路铺到了河口", own))
		s.say("/feed", rss("木板路|"+s.URL+"/page|水退了。"))
		once(t, poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"}))
		if a := only(t, w); a.URL != want || a.ID != news.DeriveID(&news.Article{URL: want}) {
			t.Errorf("a page that calls itself %s is stored as %s", own, a.URL)
		}
	}
}

// TestPageNotToBeHad: a page that is gone or no article leaves the summary; one that fails for now is asked for again, three times in all.
func TestPageNotToBeHad(t *testing.T) {
	tests := []struct {
		name  string
		set   func(s *site)
		polls int
	}{
		{"gone", func(s *site) { s.status("/page", 410, "") }, 1},
		{"no article", func(s *site) { s.say("/page", "<html><title>首页</title><body><a href=/>首页</a></body></html>") }, 1},
		{"too large", func(s *site) {
			s.on("/page", func(w http.ResponseWriter, _ *http.Request) {
				for range 9 {
					fmt.Fprint(w, strings.Repeat("水", 1<<20/3+1))
				}
			})
		}, 1},
		{"failing", func(s *site) { s.status("/page", 502, "") }, 3},
		{"leads to this machine", func(s *site) {
			s.on("/page", func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "http://localhost:1/", http.StatusFound)
			})
		}, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, w := newSite(t, newClock()), newShelf()
			tt.set(s)
			s.on("/feed", conditional(rss("木板路|"+s.URL+"/page|水退了。"), `"a"`, day))
			p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"})
			for i := range tt.polls {
				if w.titles() != "" {
					t.Errorf("the summary is taken after %d polls", i)
				}
				state := once(t, p)
				if waits := strings.Contains(state.Error, "1 items wait"); waits != (i < tt.polls-1) || state.Outcome != index.FeedTaken {
					t.Errorf("poll %d: %+v", i+1, state)
				}
			}
			if a := only(t, w); a.Body != "水退了。" {
				t.Errorf("the article is %+v", a)
			}
			s.took()
			if state := once(t, p); state.Outcome != index.FeedUnchanged || s.took() != "/feed" {
				t.Errorf("afterwards: %+v", state)
			}
		})
	}
}

// TestPagesAskForPause: when a site wants no more requests, the other pages wait as long as it says.
func TestPagesAskForPause(t *testing.T) {
	s, w := newSite(t, newClock()), newShelf()
	s.status("/1", 429, "7200")
	s.say("/2", page("木板路铺到了河口", ""))
	s.say("/feed", rss("一|"+s.URL+"/1|甲。", "二|"+s.URL+"/2|乙。", "三|https://n.example/3|"+whole))
	p := poller(t, s, w, t.TempDir(), Feed{URL: s.URL + "/feed"})
	state := once(t, p)
	if got := s.took(); got != "/robots.txt /feed /1" || w.titles() != "三" || state.Next.Sub(state.Polled).Hours() != 2 || !strings.Contains(state.Error, "2 items wait") {
		t.Errorf("asked for %q, %+v", got, state)
	}
}

func TestWantsPage(t *testing.T) {
	for body, want := range map[string]bool{
		"": true, "短讯一条。": true, whole: false, whole + "……": true, whole + "[…]": true, whole + " 阅读全文 >>": true, whole + "（查看更多）": true, whole + "更多。": false,
	} {
		item := news.Article{URL: "https://n.example/1", Body: body}
		if got := (Feed{Pages: PagesAuto}).wantsPage(&item); got != want {
			t.Errorf("%.30q…: %v, want %v", body, got, want)
		}
	}
	item := news.Article{URL: "https://n.example/1", Body: whole}
	if !(Feed{Pages: PagesAlways}).wantsPage(&item) || (Feed{Pages: PagesNever}).wantsPage(&news.Article{URL: item.URL}) || (Feed{Pages: PagesAlways}).wantsPage(&news.Article{}) {
		t.Error("the choice is not followed")
	}
}
