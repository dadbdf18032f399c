package ui

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"xunbao/web/fault"
	"xunbao/web/ui/words"
)

func TestPlace(t *testing.T) {
	for _, c := range []struct {
		query    string
		position int
		want     Place
	}{
		{"渡口 (轮渡", 3, Place{"渡口 ", "(", "轮渡"}},
		{"渡🚢)", 2, Place{"渡🚢", ")", ""}},
		{"渡口", 2, Place{"渡口", "", ""}},
		{"渡口", 99, Place{"渡口", "", ""}},
		{"渡口", -1, Place{"", "渡", "口"}},
		{"", 0, Place{}},
	} {
		got := newPlace(c.query, c.position)
		if *got != c.want {
			t.Errorf("%q at %d: got %+v", c.query, c.position, *got)
		}
		if joined := got.Before + got.At + got.After; joined != c.query || utf8.RuneCountInString(got.At) > 1 {
			t.Errorf("%q at %d: parts make %q", c.query, c.position, joined)
		}
	}
}

func TestErrorWords(t *testing.T) {
	at := 1
	for _, c := range []struct {
		fault           fault.Fault
		heading, detail string
	}{
		{fault.Fault{Status: 400, Code: "invalid_parameter", Field: "page", Message: "m"}, "地址里的参数不对", "page: m"},
		{fault.Fault{Status: 400, Code: "invalid_parameter", Message: "m"}, "地址里的参数不对", "m"},
		{fault.Fault{Status: 400, Code: "invalid_query", Field: "q", Message: "m", Position: &at}, "检索式写得不完整", "m"},
		{fault.Fault{Status: 400, Code: "invalid_query", Field: "q", Message: "brackets are nested deeper than 20", Position: &at}, "检索式写得不完整", "括号套了 20 层以上"},
		{fault.Fault{Status: 404, Code: "not_found", Message: "m"}, "没有这个页面", ""},
		{fault.Fault{Status: 405, Code: "method_not_allowed", Message: "m"}, "这个地址不接受这种请求", "m"},
		{fault.Fault{Status: 418, Code: "?", Message: "m"}, "请求无法处理", "m"},
		{fault.Fault{Status: 502, Code: "?", Message: "m"}, "服务器出错了", "m"},
	} {
		got := newErrorPage(chineseReader(), c.fault, Layout{Box: newSearchBox("渡口", nil)})
		if got.Heading != c.heading || got.Detail != c.detail || (got.Place != nil) != (c.fault.Position != nil) {
			t.Errorf("%+v: got %q, %q, %v", c.fault, got.Heading, got.Detail, got.Place)
		}
	}
}

func TestErrorPageOfAnyFault(t *testing.T) {
	for status := 400; status < 600; status++ {
		page, err := renderPage(words.Chinese, "error", newErrorPage(chineseReader(), fault.Fault{Status: status, Code: "x", Message: "怎么了"}, Layout{Lang: "zh-CN"}))
		if err != nil {
			t.Fatal(err)
		}
		if said := text(read(t, string(page)).root); !strings.Contains(said, fmt.Sprintf("HTTP %d", status)) {
			t.Errorf("%d: %s", status, said)
		}
	}
}
