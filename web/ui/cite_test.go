package ui

import (
	"testing"

	"xunbao/internal/news"
)

func TestCitation(t *testing.T) {
	for _, c := range []struct {
		article news.Article
		want    string
	}{
		{news.Article{Title: "渡口开航", Author: "陆望舒", Source: "云港晚报", Published: instant("2024-07-21 07:40"), URL: "https://news.example/渡口/1"},
			"陆望舒. 渡口开航[EB/OL]. 云港晚报, (2024-07-21)[2024-07-22]. https://news.example/渡口/1."},
		{news.Article{Title: "渡口开航", Site: "云港网", Published: instant("2024-07-21 07:40")}, "渡口开航[N]. 云港网, 2024-07-21."},
		{news.Article{Title: "渡口开航", URL: "https://news.example/1"}, "渡口开航[EB/OL]. [2024-07-22]. https://news.example/1."},
		{news.Article{Author: "A. B.", Source: "云港晚报", URL: "javascript:alert(1)"}, "A. B. （无标题）[N]. 云港晚报."},
		{news.Article{Title: "渡口"}, "渡口[N]."},
	} {
		if got := citation(chineseReader(), c.article, chineseReader().now.Location()); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
