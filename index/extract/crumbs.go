package extract

import (
	"strings"
	"unicode/utf8"
)

var (
	crumbLabel = newPattern(`^[【\[>»·\s]*(?:[当當]前(?:所在)?[的]?(?:位置|页面|栏目|頁面)|(?:您|你|我)?(?:的)?(?:现在|現在|目前|所在|当前)?(?:的|所)?(?:在的?)?位置|目前位置|所在栏目|导航|您在[这這][里裡])(?:是|为)?[\s\x{3000}]*(?:[:：>】\]]|$)[\s\x{3000}]*(.*)$`)
	crumbEnd   = wordSet(`正文 內文 内文 內頁 内页 内容 內容 详情 詳情 详细内容 文章 文章内容 新闻内容 浏览文章 内容页 信息内容 文章正文 新闻正文 新闻详情 本文 正文页 列表 阅读正文`)
	crumbHome  = wordSet(`首页 首頁 主页 主頁 网站首页 網站首頁 本站首页 home Home HOME 返回首页 回首页`)
)

const crumbSeparators = ">＞›»→\\/／"

// isCrumbs reports whether a line is the path to the page: labelled, or words set apart by > from the home page or to the text.
func isCrumbs(s string, n int, saw seen) bool {
	if n > 150 {
		return false
	}
	if crumbLabel.in(s, saw) {
		return true
	}
	if !strings.ContainsFunc(s, func(r rune) bool {
		return r == '-' || r == '—' || r == '_' || strings.ContainsRune(crumbSeparators, r)
	}) {
		return false
	}
	parts := crumbParts(s)
	return len(parts) >= 2 && (crumbHome[parts[0]] || crumbHome[lastWords(parts[0], "首页", "首頁")] || crumbEnd[parts[len(parts)-1]])
}

// lastWords gives the ending of s among the endings, or s: 晨江网首页 is a home page.
func lastWords(s string, endings ...string) string {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return e
		}
	}
	return s
}

// crumbParts cuts a path at its separators; a hyphen counts when white space stands on both sides or nothing else separates.
func crumbParts(s string) []string {
	cut := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(crumbSeparators, r) })
	if len(cut) < 2 {
		cut = strings.Split(s, " - ")
	}
	if len(cut) < 2 {
		cut = strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '—' || r == '_' })
	}
	var parts []string
	for _, p := range cut {
		if p = trim(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// category is the last section of the page's path: 首页 > 财经 > 正文 gives 财经. The path stands behind its label or in the next line;
// a path printed without separators says nothing.
func category(lines []line, title int) string {
	for i, l := range lines {
		if l.kind != crumbs || i > title+3 {
			continue
		}
		path := l.text
		if m := crumbLabel.groups(path); m != nil {
			if path = m[1]; path == "" && i+1 < len(lines) && i+1 != title && len(crumbParts(lines[i+1].text)) > 1 {
				path = lines[i+1].text
			}
		}
		if c := lastSection(crumbParts(path), lines[title].text); c != "" {
			return c
		}
	}
	return ""
}

// lastSection drops home page, title and 正文 from a path and returns its last part.
func lastSection(parts []string, title string) string {
	for i := len(parts) - 1; i >= 0; i-- {
		p := parts[i]
		if crumbEnd[p] || crumbHome[p] || p == title || strings.HasPrefix(title, strings.TrimRight(p, ".…")) && utf8.RuneCountInString(p) > 8 {
			continue
		}
		if i == 0 && len(parts) > 1 && (crumbHome[lastWords(p, "首页", "首頁")] || isOutlet(p)) || utf8.RuneCountInString(p) > 12 {
			continue
		}
		return p
	}
	return ""
}
