package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
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
	outside               // text beside the main text (HTML only)
)

// line is one line of a page without its outer white space.
type line struct {
	text   string
	kind   kind
	meta   details // when kind is meta
	linked bool    // every word of it is a link (HTML only)
	head   int     // level of the HTML heading it is, 1 to 4; 0 when none

	// Of HTML only:
	links  int       // letters of it inside links
	block  atom.Atom // the element it stands in
	titled bool      // an element that says it is the title holds it
	parted bool      // its words are elements of their own
	side   bool      // an element beside the article holds it
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
		l.text = cutNotice(straighten(l.text))
		l.kind, l.meta = kindOf(l.text, l.parted)
		if l.head == 0 && (l.kind == short || l.kind == paragraph) && (l.linked || leadsOn(l)) {
			l.kind, l.linked = menu, true
		}
		if i > 0 && clockLine.match(l.text) && lines[i-1].kind == meta && lines[i-1].meta.at.DayOnly {
			joinClock(&lines[i-1].meta, l)
		}
	}
}

// leadsOn reports whether a line is the title of another article, with a word that says so in front: 此前报道：….
func leadsOn(l *line) bool {
	label := otherArticle.groups(l.text)
	return label != nil && l.links > 0 && l.links+utf8.RuneCountInString(label[0]) >= countLetters(l.text)
}

var otherArticle = newPattern(`^[【\[]?(?:此前|早前|更早|前情|相[关關]|更多)(?:[报報][道導]|新[闻聞]|回[顾顧])[】\]]?[:：]`)

// yearFirst is a date cut up for its looks: 2024 07 / 21 14:45.
var yearFirst = newPattern(`\b(20\d{2})\s+(\d{1,2})\s*[/／.-]\s*(\d{1,2})\s+(\d{1,2}:\d{2})`)

// straighten writes such a date in one piece.
func straighten(s string) string {
	if len(s) > 150 || !strings.Contains(s, "20") {
		return s
	}
	return yearFirst.replace(s, "${1}-${2}-${3} ${4}")
}

// noEditor is the editors' line without a name.
var noEditor = newPattern(`^[【\[(（]?(?:责任编辑|責任編輯|责编|責編)[\s\x{3000}]*[:：]?[\s\x{3000}]*[】\])）]?$`)

var clockLine = newPattern(`^\d{1,2}[:：]\d{2}(?:[:：]\d{2})?$`)

// joinClock adds the clock that stands on a line of its own below the date.
func joinClock(d *details, l *line) {
	if at, ok := ParseTime(d.at.String()+" "+l.text, d.at.Time.Location()); ok {
		d.at, l.kind = at, noise
	}
}

// kindOf tells what a line is; parted says that its words are elements of their own. Long lines are never looked at closer than their first words.
func kindOf(s string, parted bool) (kind, details) {
	n, saw := utf8.RuneCountInString(s), patterns().look(s)
	switch {
	case isCrumbs(s, n, saw):
		return crumbs, details{}
	case noEditor.in(s, saw):
		return meta, details{edited: true}
	case n < 200 && (tagLabel.in(s, saw) || hashTags.in(s, saw)):
		return tags, details{}
	case isEnding(s, n, saw):
		if d, ok := readRights(s, n, saw); ok {
			return meta, d
		}
		return ending, details{}
	case isNoise(s, n, saw):
		return noise, details{}
	}
	if d, ok := readDetails(s, n, saw, parted); ok {
		return meta, d
	}
	switch {
	case isNotice(s, n, saw):
		return notice, details{}
	case saw&(bylinePattern.bit|agencyByline.bit) != 0 && bylineName(s) != "":
		return byline, details{}
	case isMenu(s):
		return menu, details{}
	case isParagraph(s, n):
		return paragraph, details{}
	}
	return short, details{}
}

// readRights reads a line on the rights in a text that says where and when it was published: 版权声明 来源：… 时间：….
func readRights(s string, n int, saw seen) (details, bool) {
	rest, ok := strings.CutPrefix(s, "版权声明")
	if !ok {
		return details{}, false
	}
	d, ok := readDetails(trim(strings.TrimLeft(rest, "：: ")), n, saw, false)
	return d, ok && d.sourced && !d.at.IsZero()
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
