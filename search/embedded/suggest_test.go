package embedded

import (
	"errors"
	"fmt"
	"testing"
	"time"

	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
)

// suggesting opens an engine over invented articles about a reservoir.
func suggesting(t *testing.T) (*Engine, *index.Collection) {
	t.Helper()
	collection, segmenter := emptyCollection(t)
	keep(t, collection, articles("a", "云溪水库开始蓄水", "云溪日报", "云溪水库的管理人员说，今年经济发展很快，水库周围的环境也好了。", 12)...)
	return New(collection, segmenter, Options{}), collection
}

func articles(prefix, title, source, body string, n int) []news.Article {
	out := make([]news.Article, n)
	for i := range out {
		out[i] = news.Article{ID: news.ID(fmt.Sprint(prefix, i)), Title: title, Source: source, Body: fmt.Sprintf("%s第%d次。", body, i)}
	}
	return out
}

func keep(t *testing.T, collection *index.Collection, batch ...news.Article) {
	t.Helper()
	if _, err := collection.Put(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
}

func TestSuggest(t *testing.T) {
	engine, _ := suggesting(t)
	for _, c := range []struct {
		name, typed string
		want        search.Suggestion
	}{
		{"beginning of a title", "云溪水", search.Suggestion{Text: "云溪水库开始蓄水", Kind: search.Completion, Count: 12}},
		{"pinyin of a word", "shuiku", search.Suggestion{Text: "水库", Kind: search.Completion, Count: 12}},
		{"mixed", "shui库", search.Suggestion{Text: "水库", Kind: search.Completion, Count: 12}},
		{"initials of an outlet", "yxrb", search.Suggestion{Text: "云溪日报", Kind: search.Completion, Count: 12}},
		{"traditional characters", "雲溪日", search.Suggestion{Text: "云溪日报", Kind: search.Completion, Count: 12}},
		{"homophone", "水酷", search.Suggestion{Text: "水库", Kind: search.Correction, Count: 12}},
		{"homophone in a phrase", "经济发占很快", search.Suggestion{Text: "经济发展很快", Kind: search.Correction, Count: 12}},
		{"character missing", "管理员", search.Suggestion{Text: "管理人员", Kind: search.Correction, Count: 12}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := engine.Suggest(t.Context(), c.typed, 8)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) == 0 || got[0] != c.want {
				t.Errorf("%s: got %v, want %v first", c.typed, got, c.want)
			}
		})
	}
}

// TestSuggestNoCorrection: what stands in the articles is not corrected, word, name or phrase.
func TestSuggestNoCorrection(t *testing.T) {
	engine, _ := suggesting(t)
	for _, typed := range []string{"水库", "云溪", "云溪水库的管理", "经济发展很快", "周围的环境", "经济 水库", "云溪日报"} {
		got, err := engine.Suggest(t.Context(), typed, 8)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got {
			if s.Kind == search.Correction {
				t.Errorf("%s: got the correction %s", typed, s.Text)
			}
		}
	}
}

// TestSuggestFollowsChanges: the older suggestions answer until the newer ones are there.
func TestSuggestFollowsChanges(t *testing.T) {
	engine, collection := suggesting(t)
	ask := func() []search.Suggestion {
		t.Helper()
		got, err := engine.Suggest(t.Context(), "碧湖晚", 8)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := ask(); len(got) != 0 {
		t.Fatalf("got %v before the articles are there", got)
	}
	keep(t, collection, articles("b", "碧湖大桥通车", "碧湖晚报", "大桥通车了。", 3)...)
	if got := ask(); len(got) != 0 {
		t.Errorf("got %v while a building must rest", got)
	}
	engine.suggestions.mu.Lock()
	engine.suggestions.rested = time.Time{} // as if the time had passed
	err := engine.renewSuggestions()
	building := engine.suggestions.building
	engine.suggestions.mu.Unlock()
	if err != nil || building == nil {
		t.Fatalf("no building is under way: %v", err)
	}
	<-building
	if got := ask(); len(got) == 0 || got[0] != (search.Suggestion{Text: "碧湖晚报", Kind: search.Completion, Count: 3}) {
		t.Errorf("got %v, want the new outlet", got)
	}
}

func TestSuggestClosed(t *testing.T) {
	engine, collection := suggesting(t)
	if err := collection.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := engine.Suggest(t.Context(), "水", 8); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("got %v, want %v", err, search.ErrUnavailable)
	}
}
