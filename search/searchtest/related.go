package searchtest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
)

// testRelated: near in words and in time, one of each story, never of the article's own.
func testRelated(t *testing.T, b Backend) {
	at := func(day int) news.Instant {
		return news.Instant{Time: time.Date(2031, 5, 1, 9, 0, 0, 0, news.Shanghai()).AddDate(0, 0, day)}
	}
	const flood = "龙眼潭水库昨夜开闸泄洪，下游的赤水湾码头停航，值班员卢望舒说水位已经退到警戒线以下，渡轮将在清晨恢复。"
	articles := []news.Article{
		{ID: "flood", Title: "龙眼潭水库开闸泄洪", Published: at(0), Body: flood},
		{ID: "reprint", Title: "水库泄洪", Published: at(1), Body: flood},
		{ID: "next day", Title: "赤水湾码头复航", Published: at(1), Body: "龙眼潭水库泄洪之后，赤水湾码头的渡轮今天清晨复航，值班员在栈桥上清点乘客，摊主们把雨棚重新支了起来。"},
		{ID: "again", Title: "码头复航了", Published: at(2), Body: "龙眼潭水库泄洪之后，赤水湾码头的渡轮今天清晨复航，值班员在栈桥上清点乘客，摊主们把雨棚重新支了起来。"},
		{ID: "years later", Title: "水库清淤", Published: at(1500), Body: "龙眼潭水库今年清淤，泄洪闸换了新的启闭机，赤水湾码头的渡轮绕行南岸，值班员每天记录水位，工期到冬至为止。"},
		{ID: "festival", Title: "灯会开幕", Published: at(0), Body: "云浦灯会在老城墙下开幕，三百盏走马灯照着猜谜的孩子，糖画摊前排起长队，末班电车延长一小时。"},
	}
	for n := range 30 { // so that words of the others are rare
		articles = append(articles, news.Article{ID: news.ID(fmt.Sprint("other ", n)), Title: fmt.Sprintf("菜价第%d期", n), Published: at(n),
			Body: fmt.Sprintf("城北菜市场第%d期行情：冬瓜每斤%d元，莲藕每斤%d元，比上期便宜，批发商预计下周补货。", n, n+2, n+5)})
	}
	if _, err := b.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	near := func(id news.ID, limit int) (ids []news.ID, hits []search.Hit) {
		hits, err := b.Related(t.Context(), id, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			ids = append(ids, h.Article.ID)
		}
		return ids, hits
	}
	ids, hits := near("flood", 10)
	if len(ids) < 2 || ids[0] != "next day" && ids[0] != "again" || ids[1] != "years later" {
		t.Errorf("near to the flood: %q", ids)
	}
	stories := make(map[string]bool)
	for _, h := range hits {
		if h.Article.ID == "flood" || h.Article.ID == "reprint" || h.Article.ID == "festival" || stories[h.Story.ID] || h.Article.Body != "" || h.Score <= 0 || h.Score > 1 {
			t.Errorf("near to the flood: %s, story %s, score %g", h.Article.ID, h.Story.ID, h.Score)
		}
		stories[h.Story.ID] = true
	}
	if ids, _ := near("flood", 1); len(ids) != 1 {
		t.Errorf("one asked for, %q given", ids)
	}
	if ids, _ := near("festival", 5); slices.Contains(ids, "flood") {
		t.Errorf("near to the festival: %q", ids)
	}
	if _, err := b.Related(t.Context(), "none", 5); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("a missing article gives %v", err)
	}
}
