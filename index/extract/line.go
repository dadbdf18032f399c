package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a line is by its own looks, wherever it stands.
type kind int

const (
	short     kind = iota // a few words: title, sub-heading, menu entry, name
	paragraph             // text of sentences
	meta                  // time, source, author, editor of the article
	byline                // a reporter's name alone
	crumbs                // 当前位置: 首页 > 财经 > 正文
	tags                  // 标签: …
	noise                 // share bars, counters, buttons
	menu                  // several short links
	ending                // what follows an article: copyright, related reading, next article
	notice                // a sentence of the site about itself, not of the article
)

// line is one line of a page without its outer white space.
type line struct {
	text   string
	kind   kind
	meta   details // when kind is meta
	linked bool    // every word of it is a link (HTML only)
	head   int     // level of the HTML heading it is, 1 to 6; 0 when none
}

// textLines cuts a text dump into its lines; empty ones are left out.
func textLines(text string) []line {
	var lines []line
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }) {
		if s = trim(s); s != "" {
			lines = append(lines, line{text: s})
		}
	}
	return lines
}

// trim cuts white space and invisible characters off both ends.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == 0 || r == '\ufeff' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060'
	})
}

// classify sets the kind of every line.
func classify(lines []line) {
	for i := range lines {
		l := &lines[i]
		l.kind, l.meta = kindOf(l.text)
		if l.linked && (l.kind == short || l.kind == paragraph) && l.head == 0 {
			l.kind = menu
		}
		if i > 0 && clockLine.MatchString(l.text) && lines[i-1].kind == meta && lines[i-1].meta.at.DayOnly {
			joinClock(&lines[i-1].meta, l)
		}
	}
}

var clockLine = regexp.MustCompile(`^\d{1,2}[:：]\d{2}(?:[:：]\d{2})?$`)

// joinClock adds the clock that stands on a line of its own below the date.
func joinClock(d *details, l *line) {
	if at, ok := ParseTime(d.at.String()+" "+l.text, d.at.Time.Location()); ok {
		d.at, l.kind = at, noise
	}
}

// kindOf tells what a line is. Long lines are never looked at closer than their first words.
func kindOf(s string) (kind, details) {
	n := utf8.RuneCountInString(s)
	switch {
	case isCrumbs(s):
		return crumbs, details{}
	case n < 200 && (tagLabel.MatchString(s) || hashTags.MatchString(s)):
		return tags, details{}
	case isEnding(s, n):
		return ending, details{}
	case isNoise(s, n):
		return noise, details{}
	}
	if d, ok := readDetails(s, n); ok {
		return meta, d
	}
	switch {
	case isNotice(s, n):
		return notice, details{}
	case bylineName(s) != "":
		return byline, details{}
	case isMenu(s):
		return menu, details{}
	case isParagraph(s, n):
		return paragraph, details{}
	}
	return short, details{}
}

// isParagraph: sentences, not a heading. A heading may hold a comma or a question mark, so short lines must end like a sentence.
func isParagraph(s string, n int) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”’』」\"')）】"))
	stop := strings.ContainsRune("。！？；!?;:：…", last) || last == '.'
	switch {
	case n >= 60:
		return strings.ContainsAny(s, "。，！？；、：,.!?;:") || strings.Contains(s, "……")
	case n >= 30:
		return stop && strings.ContainsAny(s, "。，！？；,.") || strings.Contains(s, "。")
	}
	return n >= 10 && strings.ContainsRune("。；", last)
}
