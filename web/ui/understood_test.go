package ui

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// TestClauses: what a query demands is told demand by demand, in either language.
func TestClauses(t *testing.T) {
	english := chineseReader()
	english.Words, english.language = words.Of(words.English), words.English
	for _, c := range []struct {
		query string
		rd    reader
		want  []string
	}{
		{"", chineseReader(), nil},
		{"渡口 -旅游", chineseReader(), []string{"标题或正文里有 渡口", "不要：旅游"}},
		{`"青湾 渡口" 标题:开航`, chineseReader(), []string{"“青湾 渡口”，一字不差地连在一起", "标题：开航"}},
		{`(轮渡 OR 渡船) source:北坡日报 exact:WiFi`, chineseReader(), []string{"至少有一个：轮渡、渡船", "来源：北坡日报", "“WiFi”，连繁简、大小写也照原样"}},
		{"渡口 NEAR/10 码头 date:2024-07 before:2020", chineseReader(),
			[]string{"渡口 和 码头，相距不超过 10 个字", "发表时间：2024年7月1日 至 2024年7月31日", "发表时间：2019年12月31日 止"}},
		{"渡口 -(旅游 广告)", english, []string{"渡口 in the headline or the text", "without all of 旅游, 广告"}},
		{"date:昨天", english, []string{"published: 21 July 2024"}},
		{"(没有右括号", chineseReader(), []string{"标题或正文里有 没有右括号"}},
		{"title:", chineseReader(), nil},
	} {
		r := search.NewRequest()
		r.Query = c.query
		var got []string
		for _, clause := range (Deps{Backend: &fake{}}).understood(context.Background(), c.rd, r) {
			got = append(got, clause.Text)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
	}
}

// TestCut: the longest words are told, not the words inside them.
func TestCut(t *testing.T) {
	f := &fake{analysis: search.Analysis{Words: []search.Token{{Text: "青湾", Start: 0, End: 2}, {Text: "渡口", Start: 2, End: 4}, {Text: "渡口重建", Start: 2, End: 6}, {Text: "重建", Start: 4, End: 6}}}}
	if diff := cmp.Diff([]string{"青湾", "渡口重建"}, (Deps{Backend: f}).cut(context.Background(), "青湾渡口重建")); diff != "" {
		t.Error(diff)
	}
	f.analysis.Words = f.analysis.Words[:1]
	if got := (Deps{Backend: f}).cut(context.Background(), "青湾"); got != nil {
		t.Errorf("one word is cut into %v", got)
	}
}
