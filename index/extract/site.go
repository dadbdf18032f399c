package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutNames cuts the names of article, channel and site that a page puts side by side: 标题_频道_晨江网.
func cutNames(s string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool {
		return strings.ContainsRune("_|｜丨·>＞›»→–—／【】", r) || r == '\u3000'
	})
	if len(parts) < 2 {
		parts = strings.Split(s, " - ")
	}
	if len(parts) < 2 {
		parts = strings.Split(s, "-")
	}
	for i := range parts {
		parts[i] = trim(parts[i])
	}
	return parts
}

// isSiteLine reports whether a line is a site's name, alone or with its channels.
func isSiteLine(s string) bool {
	if utf8.RuneCountInString(s) > 40 || strings.ContainsAny(s, "。！？“”") && !welcome.match(s) {
		return false
	}
	for _, name := range siteNames(s) {
		if utf8.RuneCountInString(name) <= 12 && (len(cutNames(s)) > 1 || utf8.RuneCountInString(s)-utf8.RuneCountInString(name) <= 8) {
			return true
		}
	}
	return false
}

var (
	welcome    = newPattern(`(?:欢迎|歡迎)(?:您)?(?:来到|光临|訪問|访问)?|网友您好.*$|^您好[，,]`)
	siteSuffix = newPattern(`(?:首[页頁]|客户端|小程序|移动版|手机版|电脑版|正文页?|数字报|電子報|电子报|官网|讯|号|資訊|资讯|APP|编辑部|运营中心|讯息中心|新闻中心)$`)
	rights     = newPattern(`(?i)(?:copyright|©|版权所有|版權所有)[\s:：©\d\-–—至年by,.]*([\p{Han}A-Za-z]{2,20}?(?:网|網|报|報|社|在线|線上|传媒|客户端|新闻|新聞|资讯|資訊|发布|站))`)
	host       = regexp.MustCompile(`(?:[a-z0-9-]+\.)+(?:com|cn|net|org|tw|hk|mo|info|news|cc|tv)\b`)
)

// siteNames are the names in a line that may be the site's, without what sites put behind their names.
func siteNames(s string) []string {
	var names []string
	s = welcome.replace(s, "\u3000")
	for _, part := range cutNames(s) {
		for _, word := range strings.FieldsFunc(part, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("!！,，。:：", r) }) {
			word = siteName(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
			if utf8.RuneCountInString(word) >= 3 && isOutlet(word) && !channels.match(word) {
				names = append(names, word)
			}
		}
	}
	return names
}

// siteName cuts 客户端, 首页 and the like off a name, as long as an outlet's name remains.
func siteName(s string) string {
	for range 3 {
		m := siteSuffix.find(s)
		if m == nil || m[0] == 0 || !isOutlet(s[:m[0]]) && isOutlet(s) {
			break
		}
		s = s[:m[0]]
	}
	return s
}

// findSite finds where the page was found: the end of the page's own title, a line above the article, one between title and text
// that is not the source, the owner in the copyright line, the host in the file's name.
func findSite(lines []line, title, first int, pageTitle, source, fileName string) string {
	if names := siteNames(pageTitle); len(names) > 0 {
		return names[len(names)-1]
	}
	for i := 0; i < first; i++ {
		l := lines[i]
		if i == title || l.kind == meta && (l.meta.timed || l.meta.sourced) || l.kind == paragraph || l.kind == byline {
			continue
		}
		for _, name := range siteNames(l.text) {
			if i < title || name != source {
				return name
			}
		}
	}
	for _, l := range lines[min(first, len(lines)):] {
		if m := rights.groups(l.text); m != nil && l.kind == ending {
			return m[1]
		}
	}
	if name := masthead(lines, title); name != "" {
		return name
	}
	return host.FindString(strings.ToLower(strings.TrimSuffix(fileName, ".html")))
}

// masthead is a name of three to eight characters alone on a line in a page's head of menus and paths, for sites whose names end like
// no outlet's.
func masthead(lines []line, title int) string {
	name, menus := "", 0
	for i := 0; i < title; i++ {
		switch l := lines[i]; l.kind {
		case short:
			s := siteName(cutNames(l.text)[0])
			if n := utf8.RuneCountInString(s); name == "" && n >= 3 && n <= 8 && onlyHan(s) && !channels.match(s) && !about.match(s) {
				name = s
			}
		case noise, menu, crumbs:
			menus++
		}
	}
	if menus == 0 && name != siteName(cutNames(lines[0].text)[0]) {
		return ""
	}
	return name
}
