package ui

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/internal/news"
	"xunbao/search"
)

func TestStoryNote(t *testing.T) {
	for _, c := range []struct {
		count   int
		sources []string
		want    string
	}{
		{0, nil, ""},
		{1, []string{"甲报"}, ""},
		{2, []string{"甲报", "乙报"}, "另有 1 家转载：乙报"},
		{3, []string{"甲报", "乙报"}, "另有 2 篇转载：乙报"},
		{2, []string{"甲报"}, "另有 1 篇转载："},
		{7, []string{"乙", "甲报", "丙", "丁", "戊", "己", "庚"}, "另有 6 家转载：乙、丙、丁、戊 等"},
	} {
		note := newStoryNote(chineseReader(), search.NewRequest(), search.Hit{Article: news.Article{Source: "甲报"}, Story: search.Story{Count: c.count, Sources: c.sources}}, "/articles/1", nil)
		got := ""
		if note != nil {
			got = note.Label + "：" + strings.Join(note.Outlets, "、") + note.More
		}
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestMarks(t *testing.T) {
	h := handler(t, harbour())
	d := read(t, get(t, h, escapedQuery("/?q=青湾渡口")).Body.String())
	want := []string{"青湾渡口", "青湾渡口", "青湾渡口", "青灣渡口", "青灣渡口", "青湾渡口"}
	if diff := cmp.Diff(want, d.texts("mark")); diff != "" {
		t.Error(diff)
	}
	hit := d.all("li.hit")[0]
	if diff := cmp.Diff("青湾渡口重新开航，两岸居民凌晨排队", text(inside(hit, "h3")[0])); diff != "" {
		t.Error(diff)
	}
	d = read(t, get(t, h, articleAddress("https://news.example/渡口/1?x=1#顶", "青湾渡口")).Body.String())
	if diff := cmp.Diff([]string{"青湾渡口", "青湾渡口", "青湾渡口"}, d.texts("mark")); diff != "" {
		t.Error(diff)
	}
}

func TestEndsSentence(t *testing.T) {
	for text, want := range map[string]bool{
		"船开了。": true, "“船开了！”": true, "（船开了吗？）": true, "「船開了。」\n": true, "Is it? ": true, "": true,
		"船开了": false, "船开了，": false, "“渡口”": false, "1.2": false, "渡口🚢": false,
	} {
		if got := endsSentence(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

// TestStoriesInPlace: a small story opens in place with its other articles, a large one and one that cannot be read have a link.
func TestStoriesInPlace(t *testing.T) {
	f := harbour()
	d := read(t, get(t, handler(t, f), escapedQuery("/?q=青湾渡口")).Body.String())
	stories := d.all("details.story")
	if len(stories) != 2 {
		t.Fatalf("%d stories open in place, want 2", len(stories))
	}
	if diff := cmp.Diff([]string{"停航四年，青湾渡口今晨复航 北坡日报1 小时前", "（无标题） 江口新闻30 分钟前"}, []string{text(inside(stories[0], "li")[0]), text(inside(stories[0], "li")[1])}); diff != "" {
		t.Error(diff)
	}
	f.result.Hits[0].Story.Count, f.storyErr = readStory+1, errors.New("坏")
	d = read(t, get(t, handler(t, f), escapedQuery("/?q=青湾渡口")).Body.String())
	if len(d.all("details.story")) != 0 || len(d.links("p.story")) != 2 {
		t.Errorf("%d stories open in place, %d have links", len(d.all("details.story")), len(d.links("p.story")))
	}
	story := make([]search.Hit, 12)
	for i := range story {
		story[i].Article.ID = news.ID(rune('a' + i))
	}
	note := newStoryNote(chineseReader(), search.NewRequest(), search.Hit{Article: news.Article{ID: "c"}, Story: search.Story{Count: 12}}, "/articles/c", story)
	if len(note.Items) != shownVersions || note.All != "全部 12 个版本" {
		t.Errorf("%d versions, %q", len(note.Items), note.All)
	}
}
