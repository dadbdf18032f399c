package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"xunbao/internal/news"
)

// fillDetails collects time, source, author and editors: from the anchor first, then from the lines above the text, then from those
// below it down to the first list of other articles. A label counts more than a place.
func fillDetails(a *news.Article, lines []line, anchor, title, first, end int, bylines []string) {
	var labelled, updated details
	headEditors := false
	for _, i := range detailLines(lines, anchor, first, end) {
		d := lines[i].meta
		switch {
		case d.updated && updated.at.IsZero():
			updated.at = d.at
		case a.Published.IsZero() && !d.updated && (i < first || d.timed || d.source != ""):
			a.Published = d.at
		}
		if labelled.source == "" && d.sourced {
			labelled.source = d.source
		}
		if a.Source == "" && (i > title || i == anchor) {
			a.Source = d.source
		}
		if a.Author == "" {
			a.Author = d.author
		}
		if i < first || !headEditors {
			a.Editors = appendNew(a.Editors, d.editors...)
		}
		headEditors = headEditors || i < first && d.editors != nil
	}
	if a.Published.IsZero() {
		a.Published = updated.at
	}
	if labelled.source != "" {
		a.Source = labelled.source
	}
	if a.Source == "" {
		a.Source = headOutlet(lines, title, first)
	}
	if a.Author == "" && len(bylines) > 0 {
		a.Author = bylines[0]
	}
}

// detailLines are the lines about the article, the surest ones first.
func detailLines(lines []line, anchor, first, end int) []int {
	var order []int
	add := func(i int) {
		if lines[i].kind == meta {
			order = append(order, i)
		}
	}
	if anchor >= 0 {
		add(anchor)
	}
	for i := 0; i < first; i++ {
		add(i)
	}
	for i := max(first, end-2); i < len(lines) && !(i > end && lines[i].kind == ending); i++ {
		add(i)
	}
	return order
}

// headOutlet is an outlet that stands alone between the title, or the time above it, and the text.
func headOutlet(lines []line, title, first int) string {
	from := title + 1
	for i := title - 1; i >= 0 && i > title-4; i-- {
		if lines[i].kind == meta {
			from = i + 1
		}
	}
	for i := max(from, 0); i < first; i++ {
		if i != title && lines[i].kind == short {
			if name := outletIn(lines[i].text); name != "" {
				return name
			}
		}
	}
	return ""
}

// isHeadJunk: between title and text, a line is no part of the article when the line of time or source is still to come, or when it is
// a person or an outlet alone.
func isHeadJunk(lines []line, i, first int) bool {
	s := lines[i].text
	return endsAgo.match(s) || detailsFollow(lines, i, first) || !strings.HasSuffix(s, "：") && (isSiteLine(s) || about.match(s) && !strings.HasPrefix(s, "【") || looksLikeName(s))
}

// endsAgo is a line of names with a relative time behind them.
var endsAgo = newPattern(`\s(?:刚刚|剛剛|今天|昨天|前天|\d{1,3}\s*(?:秒|分钟|分鐘|小时|小時|天|周|个?月|年)前)(?:\s*\d{1,2}:\d{2})?$`)

// detailsFollow reports whether the line of time or source is still to come.
func detailsFollow(lines []line, i, first int) bool {
	return slices.ContainsFunc(lines[i+1:min(first, i+4)], func(l line) bool { return l.kind == meta && (!l.meta.at.IsZero() || l.meta.sourced) })
}

// looksLikeName: two or three Han characters, or four with a double surname.
func looksLikeName(s string) bool {
	n := utf8.RuneCountInString(s)
	return onlyHan(s) && (n <= 3 || n == 4 && doubleSurname.MatchString(s))
}

var doubleSurname = regexp.MustCompile(`^(?:欧阳|歐陽|上官|司马|司馬|尉迟|尉遲|诸葛|諸葛|皇甫|司徒|令狐|慕容|公孙|公孫|端木|东方|東方|夏侯|宇文|长孙|赫连|澹台|闻人|万俟|钟离|濮阳|淳于|单于|独孤|南宫|公良|谷梁)`)

func onlyHan(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && r != '·' {
			return false
		}
	}
	return true
}
