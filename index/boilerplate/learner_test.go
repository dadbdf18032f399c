package boilerplate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
)

// text is the body of article n, unlike any other, with lines before and behind it.
func text(n int, before, behind string) string {
	paragraphs := []string{
		fmt.Sprintf("河堤上的第%d盏灯昨夜亮了，散步的人说这条路从此不必再摸黑，%d米以外的渡口也看得见。", n, n*7),
		fmt.Sprintf("记者：第%d盏灯花了多少钱？", n),
		"答：不多。",
		fmt.Sprintf("镇上说还要再装%d盏，一直装到河口，那里的木板路今年已经铺好了，轮椅也能上去。", n+100),
		fmt.Sprintf("池小禾在堤上走了%d年。", n),
		fmt.Sprintf("第%d次巡堤在雨里。", n), fmt.Sprintf("水位%d米。", n),
	}
	return strings.Trim(before+"\n"+strings.Join(paragraphs, "\n")+"\n"+behind, "\n")
}

func learn(articles ...news.Article) []Line {
	l := NewLearner()
	for i := range articles {
		l.Add(&articles[i])
	}
	return l.Lines()
}

func many(n int, make func(i int) news.Article) (all []news.Article) {
	for i := range n {
		all = append(all, make(i))
	}
	return all
}

func TestLines(t *testing.T) {
	const notice, column = "更多消息请到临桥新闻的小店里看", "堤上观察"
	on := func(site, before, behind string) func(int) news.Article {
		return func(i int) news.Article { return news.Article{Site: site, Body: text(i, before, behind)} }
	}
	tests := []struct {
		name     string
		articles []news.Article
		want     []Line
	}{
		{"a notice behind the text", many(30, on("临桥网", "", notice)), []Line{{"临桥网", notice, 30, 30}}},
		{"the name of a column above it", many(30, on("临桥网", column, "")), []Line{{"临桥网", column, 30, 30}}},
		{"both, the site by its address", many(10, func(i int) news.Article {
			return news.Article{URL: "http://News.example/" + fmt.Sprint(i), Body: text(i, column, notice)}
		}), []Line{{"news.example", column, 10, 10}, {"news.example", notice, 10, 10}}},
		{"too few articles", many(7, on("临桥网", "", notice)), nil},
		{"too small a share", append(many(8, on("临桥网", "", notice)), many(100, func(i int) news.Article { return on("临桥网", "", "")(i + 50) })...), nil},
		{"many sites have it, each once", many(30, func(i int) news.Article { return on(fmt.Sprint("站", i), "", notice)(i) }), nil},
		{"a reprint on one site", many(30, func(i int) news.Article {
			return news.Article{Site: "临桥网", Title: fmt.Sprint(i), Body: text(1, "", notice)}
		}), nil},
		{"amid the text", many(30, func(i int) news.Article {
			return news.Article{Site: "临桥网", Body: text(i, "", "") + "\n" + notice + "\n" + text(i+500, "", "")}
		}), nil},
		{"too long to be any", many(30, on("临桥网", "", strings.Repeat("河堤上的灯亮了，", 20))), nil},
		{"no site", many(30, on("", "", notice)), nil},
		{"bodies that are nothing else", many(30, func(int) news.Article { return news.Article{Site: "临桥网", Body: notice} }), nil},
		{"no bodies", many(30, func(int) news.Article { return news.Article{Site: "临桥网"} }), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, learn(tt.articles...)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestForgets: the memory for a site is bounded, and what recurs is found all the same.
func TestForgets(t *testing.T) {
	l := NewLearner()
	for i := range maxLines {
		l.Add(&news.Article{Site: "临桥网", Body: text(i, fmt.Sprint("一次性的第一行", i), "每篇都有的这一行")})
	}
	if n := len(l.sites["临桥网"].lines); n > maxLines {
		t.Errorf("%d lines are kept", n)
	}
	if got := l.Lines(); len(got) != 1 || got[0].Articles != maxLines {
		t.Errorf("got %v", got)
	}
}
