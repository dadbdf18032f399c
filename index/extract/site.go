package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// siteCut separates the names of a page's own title: 标题_频道_晨江网.
func cutNames(s string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("_|｜丨·>›»–—", r) })
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
	if utf8.RuneCountInString(s) > 40 || strings.ContainsAny(s, "，。！？“”") {
		return false
	}
	if welcome.MatchString(s) {
		return true
	}
	for _, part := range cutNames(s) {
		if isOutlet(part) && utf8.RuneCountInString(part) <= 12 {
			return true
		}
	}
	return false
}

var (
	welcome = regexp.MustCompile(`^(?:欢迎|歡迎)(?:您)?(?:来到|光临|訪問|访问|您)?`)
	rights  = regexp.MustCompile(`(?i)(?:copyright|©|版权所有|版權所有)[\s:：©\d\-–—至年by,.]*([\p{Han}A-Za-z]{2,20}?(?:网|網|报|報|社|在线|線上|传媒|客户端|新闻|新聞))`)
	host    = regexp.MustCompile(`(?:[a-z0-9-]+\.)+(?:com|cn|net|org|tw|hk|mo|info|news|cc|tv)\b`)
)

// siteName finds where the page was found: the end of the page's own title, a site line above the article, one right below the title,
// the owner in the copyright line, the host in the file's name.
func siteName(lines []line, title int, pageTitle, fileName string) string {
	if names := cutNames(pageTitle); len(names) > 1 && isOutlet(names[len(names)-1]) {
		return names[len(names)-1]
	}
	for i := 0; i < len(lines) && i < title+4; i++ {
		if i == title || lines[i].kind != short && lines[i].kind != menu || !isSiteLine(lines[i].text) {
			continue
		}
		for _, name := range cutNames(welcome.ReplaceAllString(lines[i].text, "")) {
			if isOutlet(name) {
				return name
			}
		}
	}
	for _, l := range lines {
		if m := rights.FindStringSubmatch(l.text); m != nil && l.kind == ending {
			return m[1]
		}
	}
	return host.FindString(strings.ToLower(strings.TrimSuffix(fileName, ".html")))
}
