package ui

import (
	"fmt"
	"strconv"
	"time"

	"xunbao/search"
)

// fieldLabels names the fields for readers.
var fieldLabels = map[search.Field]string{
	search.Source:   "来源",
	search.Site:     "站点",
	search.Category: "栏目",
	search.Tag:      "标签",
	search.Author:   "作者",
	search.Lang:     "语言",
}

// number writes n with a comma after every three digits: 12,345.
func number(n int) string {
	s := strconv.Itoa(n)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(s) - 3; i > first; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// took writes how long a search ran: 3.1 毫秒, 1.25 秒.
func took(d time.Duration) string {
	if d >= time.Second {
		return fmt.Sprintf("%.2f 秒", d.Seconds())
	}
	return fmt.Sprintf("%.1f 毫秒", float64(d.Microseconds())/1000)
}

// totalLine tells how many articles matched and how many hits they make: 共 31 篇，12 条 · 3.1 毫秒.
func totalLine(r *search.Result) string {
	word, hits := "共", ""
	if !r.Exact {
		word = "约"
	}
	if r.Total != r.Articles {
		hits = "，" + number(r.Total) + " 条"
	}
	return fmt.Sprintf("%s %s 篇%s · %s", word, number(r.Articles), hits, took(r.Took))
}

// relaxedNotice tells that the search was widened; empty when it was not.
func relaxedNotice(r search.Relaxed) string {
	switch r {
	case search.RelaxedMost:
		return "没有文章包含全部词语，下面的文章包含其中大部分。"
	case search.RelaxedAny:
		return "下面的文章未必包含全部词语，最相近的在前。"
	default:
		return ""
	}
}
