package searchtest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
)

var few = []news.Article{
	{ID: "water", Title: "龙眼潭水库除险加固开工", Body: "临溪县龙眼潭水库今天开工，总投资1.8亿元。\n县水利局局长裴承礼说，汛期前要完成Bio-Park一侧的坝体。", Source: "临溪晚报"},
	{ID: "bank", Title: "中国农业发展银行行长会见客人", Body: "双方谈了ＧＤＰ和５Ｇ。", Source: "海澜财经"},
	{ID: "talk", Title: "國際論壇在海瀾市開幕", Body: "論壇為期三天，張益唐出席。頭髮花白的他說：「發展很快。」", Source: "海峽論壇報"},
	{ID: "name", Title: "唐山的张师傅", Body: "他有益于大家，说话唐突。", Source: "临溪晚报"},
	{ID: "park", Title: "公园里的公鸡", Body: "bio 是一个词，park 是另一个。2400米，2,400米。", Source: "青梧观察"},
}

// testCases is a table of what a reader expects.
func testCases(t *testing.T, b Backend) {
	if _, err := b.Put(t.Context(), few); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, query string
		want        []news.ID
	}{
		{"a word inside a long one", "银行行长", []news.ID{"bank"}},
		{"across word borders, quoted", `"发展银行行长"`, []news.ID{"bank"}},
		{"simplified finds traditional", "国际论坛", []news.ID{"talk"}},
		{"traditional finds simplified", "龍眼潭水庫", []news.ID{"water"}},
		{"full and half width", "gdp 5g", []news.ID{"bank"}},
		{"a name the dictionary lacks is one thing", "张益唐", []news.ID{"talk"}},
		{"Latin with a hyphen is one thing", "bio-park", []news.ID{"water"}},
		{"Latin words apart", "bio park", []news.ID{"park", "water"}},
		{"part of a Latin word", "io-pa", []news.ID{"water"}},
		{"a number with a comma", "2,400", []news.ID{"park"}},
		{"one rare character", "裴", []news.ID{"water"}},
		{"all of the words", "临溪 水库", []news.ID{"water"}},
		{"one of the words", "水库 OR 论坛", []news.ID{"talk", "water"}},
		{"not", "临溪 OR 论坛 -水库", []news.ID{"talk", "water"}},
		{"not, in brackets", "(临溪 OR 论坛) -水库", []news.ID{"talk"}},
		{"exact keeps the scripts apart", `exact:"发展"`, []news.ID{"bank"}},
		{"marks alone", `"「"`, []news.ID{"talk"}},
		{"nothing has it", "版权声明", nil},
		{"a quote not closed", `"除险加固`, []news.ID{"water"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			req := request(c.query)
			result, err := b.Search(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			var got []news.ID
			for _, hit := range result.Hits {
				got = append(got, hit.Article.ID)
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s finds %v, want %v", c.query, got, c.want)
			}
			if result.Relaxed != search.RelaxedNone {
				t.Errorf("%s is relaxed to %s", c.query, result.Relaxed)
			}
		})
	}
	testRefusals(t, b)
}

func testRefusals(t *testing.T, b Backend) {
	t.Helper()
	bad := request("x")
	bad.Size = search.MaxSize + 1
	var parameter *search.ParameterError
	if _, err := b.Search(t.Context(), bad); !errors.As(err, &parameter) {
		t.Errorf("a page too large gives %v", err)
	}
	var syntax *query.SyntaxError
	if _, err := b.Search(t.Context(), request("date:2024-13")); !errors.As(err, &syntax) {
		t.Errorf("a bad date gives %v", err)
	}
	for _, cursor := range []string{"AAAA", "!"} {
		req := request("x")
		req.Cursor = cursor
		if _, err := b.Search(t.Context(), req); !errors.As(err, &parameter) {
			t.Errorf("the cursor %q gives %v", cursor, err)
		}
	}
	if _, err := b.Article(t.Context(), "nobody", ""); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("an article that is not there gives %v", err)
	}
	if _, err := b.Story(t.Context(), "none"); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("a story that is not there gives %v", err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Search(stopped, request("水库")); !errors.Is(err, context.Canceled) {
		t.Errorf("a search whose context has ended gives %v", err)
	}
}

// testRelaxing: a query of bare words that nothing matches whole is widened, and says so; anything else is not.
func testRelaxing(t *testing.T, b Backend) {
	if _, err := b.Put(t.Context(), few); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		query   string
		relaxed search.Relaxed
		first   news.ID
	}{
		{"龙眼潭 水库 除险加固 马拉松", search.RelaxedMost, "water"},
		{"水库 马拉松 图书馆 足球 医院", search.RelaxedAny, "water"},
		{"水库 马拉松", search.RelaxedAny, "water"},
		{"水库 论坛 -临溪", search.RelaxedNone, ""},
		{"龙眼潭水库的大坝前天“除险加固”完成了验收", search.RelaxedAny, "water"},
		{"龙眼潭水库的大坝前天 “马拉松” 完成了验收", search.RelaxedNone, ""},
		{`"水库" "马拉松" "图书馆" "足球"`, search.RelaxedNone, ""},
		{"足球 篮球 排球 网球", search.RelaxedNone, ""},
		{"龙眼潭水库的总投资是多少？", search.RelaxedAny, "water"},
		{"谁说发展很快", search.RelaxedAny, "talk"},
		{"裴承礼是谁？", search.RelaxedNone, "water"},
		{"裴承礼的职业是什么？", search.RelaxedAny, "water"},
		{"“張益唐”是什么人？", search.RelaxedAny, "talk"},
	} {
		result, err := b.Search(t.Context(), request(c.query))
		if err != nil {
			t.Fatal(err)
		}
		first := news.ID("")
		if len(result.Hits) > 0 {
			first = result.Hits[0].Article.ID
		}
		if result.Relaxed != c.relaxed || first != c.first {
			t.Errorf("%s: relaxed %s, first %q; want %s, %q", c.query, result.Relaxed, first, c.relaxed, c.first)
		}
	}
}

// testWrites: what becomes of articles that are new, changed, the same, bad or gone, and of a rebuild from sources.
func testWrites(t *testing.T, b Backend) {
	batch := append(slices.Clone(few), news.Article{ID: "empty"}, few[0])
	outcomes, err := b.Put(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	var actions []index.Action
	for _, o := range outcomes {
		actions = append(actions, o.Action)
	}
	added := index.Added
	if want := []index.Action{added, added, added, added, added, index.Rejected, index.Unchanged}; !slices.Equal(actions, want) {
		t.Errorf("outcomes %v, want %v", actions, want)
	}
	changed := few[0]
	changed.Body = "改过的正文。"
	if outcomes, err = b.Put(t.Context(), []news.Article{changed}); err != nil || outcomes[0].Action != index.Replaced {
		t.Errorf("a changed article: %v, %v", outcomes, err)
	}
	w := &world{Backend: b}
	if got := w.ids(t, request("裴承礼")); len(got) != 0 {
		t.Errorf("the old text still finds %v", got)
	}
	source := func(yield func(index.Record, error) bool) {
		_ = yield(index.Record{Article: changed, Origin: "new.jsonl:1"}, nil) &&
			yield(index.Record{}, &index.RecordError{Origin: "new.jsonl:2", Err: errors.New("no JSON")}) &&
			yield(index.Record{Article: news.Article{ID: "fresh", Title: "新的一篇"}, Origin: "new.jsonl:3"}, nil)
	}
	summary, err := b.Rebuild(t.Context(), source, nil)
	if err != nil {
		t.Fatal(err)
	}
	if summary.Added != 1 || summary.Unchanged != 1 || summary.Removed != 4 || summary.Rejected != 1 {
		t.Errorf("summary %+v", summary)
	}
	if got := w.ids(t, request("")); len(got) != 2 || !got["fresh"] || !got["water"] {
		t.Errorf("after the rebuild there are %v", got)
	}
	if _, err := b.Rebuild(t.Context(), func(func(index.Record, error) bool) {}, nil); !errors.Is(err, index.ErrEmptySource) {
		t.Errorf("a rebuild from nothing gives %v", err)
	}
	if got := w.ids(t, request("")); len(got) != 2 {
		t.Errorf("a refused rebuild left %v", got)
	}
}
