package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	tagLabel = newPattern(`^[【\[#>\s]*(热门|熱門|文章|本文|新闻|相关|相關)?(?i:标签|標籤|標簽|关键词|关键字|關鍵字|關鍵詞|tags?|keywords?)[】\]]?[\s\x{3000}]*(?:[:：][\s\x{3000}]*(.*)|)$`)
	hashTags = newPattern(`^(?:[#＃🏷][\s\x{3000}\x{fe0f}]*[^\s\x{3000}#＃🏷。，]{1,20}[#＃]?[\s\x{3000}]*)+$`)
	tagSplit = regexp.MustCompile(`[\s\x{3000},，、;；|｜#＃🏷\x{fe0f}/]+`)
)

// pageTags are the words of the tag line, or of the line behind a bare label. The tags of the article come before 热门标签, which
// count only when there are no others.
func pageTags(lines []line) []string {
	var popular []string
	for i, l := range lines {
		if l.kind != tags {
			continue
		}
		m := tagLabel.groups(l.text)
		if m == nil {
			return splitTags(l.text)
		}
		list := m[2]
		if list == "" && i+1 < len(lines) && (lines[i+1].kind == short || lines[i+1].kind == menu) {
			list = lines[i+1].text
		}
		found := splitTags(list)
		if len(found) == 0 {
			continue
		}
		if m[1] != "热门" && m[1] != "熱門" {
			return found
		}
		if popular == nil {
			popular = found
		}
	}
	return popular
}

// sensible are a page's <meta> keywords when they are about the article: two to twelve, and half of them in its title or text.
func sensible(words, titles []string, body string) []string {
	if len(words) < 2 || len(words) > 12 {
		return nil
	}
	met := 0
	for _, w := range words {
		if n := utf8.RuneCountInString(w); n > 8 && !startsLatin(w) || n > 24 {
			return nil // a title cut in pieces
		}
		if strings.Contains(body, w) || len(titles) > 0 && strings.Contains(titles[0], w) {
			met++
		}
	}
	if met*2 < len(words) {
		return nil
	}
	return words
}

// splitTags cuts a list of tags; a list with a word too long to be a tag is none.
func splitTags(s string) []string {
	var found []string
	for _, t := range tagSplit.Split(s, -1) {
		if t = stripEnds(t); t == "" || !strings.ContainsFunc(t, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		if utf8.RuneCountInString(t) > 20 || strings.ContainsAny(t, "。！？") {
			return nil
		}
		found = appendNew(found, t)
	}
	if len(found) > 30 {
		return nil
	}
	return found
}
