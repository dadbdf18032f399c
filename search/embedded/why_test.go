package embedded_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
)

// told writes a reason as a person reads it: one clause a line, parts further right.
func told(r search.Reason, indent string) string {
	verdict := "no "
	if r.Met {
		verdict = "yes"
	}
	out := indent + verdict + " " + r.Clause + " | " + r.Detail
	if len(r.Query) > 0 {
		out += " | " + strings.Join(r.Query, "/")
	}
	out += "\n"
	for _, part := range r.Parts {
		out += told(part, indent+"  ")
	}
	return out
}

func TestWhy(t *testing.T) {
	b := openEmpty(t, nil)
	fill(t, b, news.Article{
		ID: "gate", Title: "臨溪縣水庫除險加固開工", Source: "临溪晚报", Tags: []string{"水利", "民生"},
		Body:      "總投資１．８億元。\n縣水利局局長裴承禮說，汛期前要完成Bio-Park一側的壩體。",
		Published: news.Instant{Time: time.Date(2024, 7, 21, 14, 45, 0, 0, news.Shanghai())},
	})
	teach(t, b, []string{"裴承礼"}, [][]string{{"堤坝", "坝体"}})
	for _, c := range []struct{ name, query, want string }{
		{"a word in the title", "水库", "yes 水库 | it stands in the title at character 4 | 水库\n"},
		{"a user word", "裴承礼", "yes 裴承礼 | it stands in the body at character 17 | 裴承礼\n"},
		{"a synonym", "堤坝", "yes 堤坝 | its synonym 坝体 stands in the body at character 39 | 堤坝/坝体\n"},
		{"the nearest text", "裴承德", "no  裴承德 | cut into 2 parts: 1 are in the article, and all are needed | 裴/承德\n" +
			"  yes \"裴\" | it stands in the body at character 17 | 裴\n" +
			"  no  \"承德\" | it is not in the title or body; the nearest is 承, in the body at character 18 | 承德\n"},
		{"the nearest to a phrase", "“局长裴成礼说”", "no  \"局长裴成礼说\" | it is not in the title or body; the nearest is 局長裴, in the body at character 15 | 局长裴成礼说\n"},
		{"nothing of it", "马拉松", "no  马拉松 | not a character of it is in the title or body | 马拉松\n"},
		{"as typed", `exact:"水库"`, "no  exact:\"水库\" | the letters stand in the title at character 4, but written otherwise: 水庫 | 水库\n"},
		{"as typed and there", `exact:水庫`, "yes exact:\"水庫\" | it stands in the title at character 4 | 水库\n"},
		{"a long word, cut", "水库堤坝", "yes 水库堤坝 | cut into 2 parts: 2 are in the article, and all are needed | 水库/堤坝\n" +
			"  yes \"水库\" | it stands in the title at character 4 | 水库\n" +
			"  yes 堤坝 | its synonym 坝体 stands in the body at character 39 | 堤坝/坝体\n"},
		{"all", "水库 马拉松", "no  水库 马拉松 | 1 of 2 parts are met, and all are needed\n" +
			"  yes 水库 | it stands in the title at character 4 | 水库\n" +
			"  no  马拉松 | not a character of it is in the title or body | 马拉松\n"},
		{"one of, and not", "马拉松 OR -水库", "no  马拉松 OR -水库 | 0 of 2 alternatives are met, and one is enough\n" +
			"  no  马拉松 | not a character of it is in the title or body | 马拉松\n" +
			"  no  -水库 | the article must not meet what stands behind the minus\n" +
			"    yes 水库 | it stands in the title at character 4 | 水库\n"},
		{"in one field", "body:水库", "no  body:水库 | only the body counts\n" +
			"  no  水库 | it is not in the body; the nearest is 水, in the body at character 12 | 水库\n"},
		{"a whole value", "source:临溪", "no  source:临溪 | a source must be given letter by letter; the article has 临溪晚报 | 临溪\n"},
		{"one of several values", "tag:水利", "yes tag:水利 | a tag must be given letter by letter; the article has 水利, 民生 | 水利\n"},
		{"no value", "site:临溪网", "no  site:临溪网 | a site must be given letter by letter; the article has none | 临溪网\n"},
		{"too far apart", "投资 NEAR/2 汛期", "no  投资 NEAR/2 汛期 | the closest are 18 characters apart, at most 2 are allowed\n" +
			"  yes 投资 | it stands in the body at character 2 | 投资\n" +
			"  yes 汛期 | it stands in the body at character 22 | 汛期\n"},
		{"near, in different fields", "水库 NEAR/90 投资", "no  水库 NEAR/90 投资 | they are not both in the title, nor both in the body\n" +
			"  yes 水库 | it stands in the title at character 4 | 水库\n" +
			"  yes 投资 | it stands in the body at character 2 | 投资\n"},
		{"a date", "before:2024", "no  before:2024 | the article was published 2024-07-21T14:45:00+08:00\n"},
		{"a question", "谁在马拉松？", "no  谁在马拉松？ | not a character of it is in the title or body; " +
			"the query is a question or a statement, which also finds articles that share enough of it | 马拉松\n"},
		{"nothing asked", "", "yes  | an empty query finds every article\n"},
		{"nothing left", "水库 \u0301", "yes 水库 \u0301 | 2 of 2 parts are met, and all are needed\n" +
			"  yes 水库 | it stands in the title at character 4 | 水库\n" +
			"  yes \u0301 | it is made of characters that are not looked at, so every article has it\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			reason, err := b.Why(t.Context(), c.query, "gate")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, told(*reason, "")); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

// TestWhyShowsTheCut: words beside the place, as the index has them; of a long text no more than those.
func TestWhyShowsTheCut(t *testing.T) {
	b := openEmpty(t, nil)
	fill(t, b, news.Article{ID: "cut", Title: "我們在水庫工作，很高兴", Body: strings.Repeat("水", 5000) + "银行" + strings.Repeat("山", 5000)})
	reason, err := b.Why(t.Context(), "水库", "cut")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"我们", "在", "水库", "工作"}, reason.Article); diff != "" {
		t.Error(diff)
	}
	if reason, err = b.Why(t.Context(), "银行", "cut"); err != nil {
		t.Fatal(err)
	}
	if shown := strings.Join(reason.Article, ""); !strings.Contains(shown, "水银行山") || len([]rune(shown)) > 40 {
		t.Errorf("shown %q", reason.Article)
	}
	if reason, err = b.Why(t.Context(), "source:甲 OR tag:乙", "cut"); err != nil || len(reason.Parts) != 2 || reason.Parts[0].Article != nil {
		t.Errorf("an article without values: %+v, %v", reason, err)
	}
}

func TestWhyRefuses(t *testing.T) {
	b := openEmpty(t, nil)
	fill(t, b, islands...)
	if _, err := b.Why(t.Context(), "渡轮", "nobody"); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("an article that is not there gives %v", err)
	}
	var syntax *query.SyntaxError
	if _, err := b.Why(t.Context(), "date:2024-13", "old"); !errors.As(err, &syntax) {
		t.Errorf("a bad date gives %v", err)
	}
	if _, err := b.Delete(t.Context(), []news.ID{"old"}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Why(t.Context(), "渡轮", "old"); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("a deleted article gives %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Why(stopped, "渡轮", "new"); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended gives %v", err)
	}
}
