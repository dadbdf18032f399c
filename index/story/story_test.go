package story

import (
	"strings"
	"testing"

	"xunbao/index/analysis/zh"
	"xunbao/internal/news"
)

func of(id, title, body string) string {
	return Of(news.ID(id), zh.FoldString(title), zh.FoldString(body))
}

const body = "云浦市水利局昨天通报，龙眼潭水库除险加固工程完成了三成五，预计明年汛期之前蓄水，下游三个镇的早稻从此不再看天。"

func TestOf(t *testing.T) {
	for _, c := range []struct {
		name        string
		title, text string
		same        bool
	}{
		{"word for word", "另一个标题", body, true},
		{"traditional characters", "標題", "雲浦市水利局昨天通報，龍眼潭水庫除險加固工程完成了三成五，預計明年汛期之前蓄水，下游三個鎮的早稻從此不再看天。", true},
		{"other punctuation and paragraphs", "标题", strings.NewReplacer("，", ",\n", "。", "！").Replace(body), true},
		{"a word changed", "标题", strings.Replace(body, "三成五", "四成", 1), false},
		{"empty", "标题", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := of("b", c.title, c.text) == of("a", "标题", body); got != c.same {
				t.Errorf("the same story: %v, want %v", got, c.same)
			}
		})
	}
}

func TestShortBodies(t *testing.T) {
	if of("a", "水库开工", "图片新闻") == of("b", "高铁开通", "图片新闻") {
		t.Error("two articles with nothing but a caption are one story")
	}
	if of("a", "水库开工", "图片新闻") != of("b", "水库开工", "图片新闻") {
		t.Error("the same caption under the same title is two stories")
	}
	if of("a", "……", "🎉") == of("b", "……", "🎉") {
		t.Error("articles without letters are one story")
	}
}

func TestNames(t *testing.T) {
	id := of("a", "标题", body)
	if got, err := Parse(Name(id)); err != nil || got != id {
		t.Errorf("Parse(Name) gives %q, %v", got, err)
	}
	for _, bad := range []string{"", "none", "0011", "00112233445566zz", Name(id) + "00"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("Parse(%q) gives no error", bad)
		}
	}
}
