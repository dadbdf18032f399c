package eval

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
)

// pairs cuts text into words of two characters.
type pairs struct{}

func (pairs) Analyze(_ context.Context, text string) (search.Analysis, error) {
	var a search.Analysis
	runes := []rune(text)
	for i := 0; i+2 <= len(runes); i += 2 {
		a.Words = append(a.Words, search.Token{Text: string(runes[i : i+2]), Start: i, End: i + 2})
	}
	return a, nil
}

var made = []news.Article{
	{ID: "a", Title: "青石桥夜里亮起了新路灯", Body: "青石桥夜里亮起了新路灯\n桥头的四十盏路灯昨晚一齐亮了起来。发改委批准的工程今年春天动工"},
	{ID: "b", Title: "同一条标题有两家用了它", Body: "摆渡的老人把旧船送给了镇上的学校！他说过的话没有几个人记得住"},
	{ID: "c", Title: "同一条标题有两家用了它", Body: "摆渡的老人把旧船送给了镇上的学校。“引号里的句子不会被拿来当作查询。”"},
}

func TestMake(t *testing.T) {
	o := MakeOptions{Count: 10, Seed: 7, Synonyms: [][]string{{"国家发展和改革委员会", "发改委"}, {"AI", "人工智能"}}}
	got, err := Make(t.Context(), pairs{}, made, o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Make(t.Context(), pairs{}, made, o)
	if err != nil || !reflect.DeepEqual(got, again) {
		t.Errorf("the same seed makes other queries: %v", err)
	}
	kinds := make(map[string][]Topic)
	for _, topic := range got.Topics {
		kinds[topic.Kind] = append(kinds[topic.Kind], topic)
	}
	if h := kinds[Headline]; len(h) != 1 || h[0].Query != made[0].Title || h[0].Grades["a"] != 1 {
		t.Errorf("headlines %+v, want the one that one article bears", h)
	}
	if s := kinds[Swapped]; len(s) != 1 || s[0].Query != "国家发展和改革委员会批准的工程今年春天动工" {
		t.Errorf("swapped %+v", s)
	}
	if len(kinds[Dropped]) != 4 {
		t.Errorf("%d sentences with words dropped, want 4", len(kinds[Dropped]))
	}
	for _, topic := range kinds[Dropped] {
		holdsDropped(t, got.Articles, topic)
	}
	for _, a := range got.Articles {
		if a.Title != "" || strings.Contains(a.Body, made[0].Title) {
			t.Errorf("the headline is still in %+v", a)
		}
	}
}

// holdsDropped: every piece of the query stands in every right article, and each article that has them is right.
func holdsDropped(t *testing.T, articles []news.Article, topic Topic) {
	t.Helper()
	for _, a := range articles {
		holds := true
		for _, piece := range strings.Fields(topic.Query) {
			holds = holds && strings.Contains(a.Body, piece)
		}
		if holds != (topic.Grades[a.ID] == 1) {
			t.Errorf("%q is judged %v for %s, which holds it: %v", topic.Query, topic.Grades, a.ID, holds)
		}
	}
}

func TestMakeOfNothing(t *testing.T) {
	if got, err := Make(t.Context(), pairs{}, nil, MakeOptions{Count: 3}); err != nil || len(got.Topics) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}
