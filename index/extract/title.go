package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// choice is a line that may be the title, and how likely.
type choice struct {
	line  int
	score int
}

// headLines is how far from the anchor, or from the beginning of the page, a title is looked for.
const headLines = 300

// findTitle picks the line that is the title: a short line near the anchor (the line of time and source) and above the first
// paragraph that looks neither like a site nor like a menu. anchor is -1 when there is none. -1 when no line can be a title.
func findTitle(lines []line, anchor, first int, given []string) int {
	best := choice{line: -1}
	for i := max(0, max(anchor, 0)-headLines); i < first && i < len(lines) && i < max(anchor, 0)+headLines; i++ {
		l := lines[i]
		if l.kind != short && !(l.kind == paragraph && utf8.RuneCountInString(l.text) <= 100 && (above(lines, i, anchor) || titled(lines, i, given))) {
			continue
		}
		if s := titleScore(lines, i, anchor, given); best.line < 0 || s > best.score {
			best = choice{i, s}
		}
	}
	return best.line
}

// about are the looks of lines that speak of the site or of people: 欢迎访问…, 海峡报／记者….
var about = newPattern(`(?:欢迎|歡迎)(?:您|访问|光临|来到|訪問)|网友您好|^[\[【(（][^\]】)）]{1,8}[\]】)）]$|(?:[／/|｜\s]|^.{0,6})[记記]者[／/：:\s]?\p{Han}{2,4}$|[记記]者$|^第.{1,6}[版期]|点击.{0,6}关注|关注我们`)

func titleScore(lines []line, i, anchor int, given []string) int {
	s := lines[i].text
	n := utf8.RuneCountInString(s)
	score := 0
	switch {
	case n < 5:
		score -= 12
	case n < 8:
		score -= 3
	case n > 80:
		score -= 6
	case n >= 10:
		score += 2
	}
	if anchor >= 0 && i < anchor {
		score += 6 - 2*between(lines, i, anchor)
	} else if anchor < 0 {
		score -= min(i, 4)
	} else {
		score -= 4 + between(lines, anchor, i)
	}
	if about.match(s) {
		score -= 12
	}
	if isSiteLine(s) {
		score -= 12
		if above(lines, i, anchor) && anySite(lines[:i]) || n >= 12 && len(cutNames(s)) == 1 {
			score += 8
		}
	}
	if strings.HasPrefix(s, "—") || strings.HasPrefix(s, "--") {
		score -= 6
	}
	if strings.HasSuffix(s, "。") || strings.HasSuffix(s, "：") {
		score -= 4
	}
	if lines[i].head > 0 {
		score += 8 - lines[i].head
	}
	if lines[i].titled {
		score += 3
	}
	if titled(lines, i, given) {
		score += 10
	}
	return score
}

// above reports whether line i stands right above the anchor, but for buttons, paths and other lines about the article.
func above(lines []line, i, anchor int) bool {
	if i >= anchor {
		return false
	}
	for _, l := range lines[i+1 : anchor] {
		if l.kind != noise && l.kind != crumbs && l.kind != meta && l.kind != byline {
			return false
		}
	}
	return true
}

func anySite(lines []line) bool {
	return slices.ContainsFunc(lines, func(l line) bool { return l.kind == short && isSiteLine(l.text) })
}

// far is as far as between counts.
const far = 6

// between counts the lines between two that could have been titles, up to far.
func between(lines []line, from, to int) int {
	n := 0
	for _, l := range lines[from+1 : to] {
		if l.kind == short && !isSiteLine(l.text) {
			if n++; n == far {
				break
			}
		}
	}
	return n
}

// titled reports whether the line is what the page calls itself: one of the given titles, or the beginning of another line that goes
// on with the names of channel and site.
func titled(lines []line, i int, given []string) bool {
	s := lines[i].text
	if utf8.RuneCountInString(s) < 5 {
		return false
	}
	for _, g := range given {
		if g == s || strings.HasPrefix(g, s) && isSuffix(g[len(s):]) {
			return true
		}
	}
	for j := 0; j < len(lines) && j < i+3; j++ {
		if j == 10 {
			j = max(j, i-20)
		}
		t := lines[j].text
		if j != i && (strings.HasPrefix(t, s) && isSuffix(t[len(s):]) || strings.HasSuffix(t, s) && isPrefix(t[:len(t)-len(s)])) {
			return true
		}
	}
	return false
}

// isSuffix reports whether s is what a page's own title adds to the article's: a separator and names.
func isSuffix(s string) bool {
	t := strings.TrimLeft(s, " \u3000")
	return t != "" && strings.ContainsAny(t[:min(len(t), 3)], "_|｜-–—丨·(（") && utf8.RuneCountInString(t) <= 40
}

// isPrefix reports whether s is names of site and channel in front of a title: 晨江网／社会／.
func isPrefix(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \u3000"))
	return strings.ContainsRune("／/|｜>]】", r) && utf8.RuneCountInString(s) <= 30
}

// plainLine is the line that holds nothing but the title when the line chosen is the page's own title with the site behind it.
func plainLine(lines []line, title, first int) int {
	if title < 0 {
		return title
	}
	bare, name := bareTitle(lines[title].text)
	for i := 0; i < first && name != ""; i++ {
		if lines[i].text == bare {
			return i
		}
	}
	return title
}

// bareTitle cuts channel and site off a page's own title: 标题_财经_晨江网. Nothing is cut unless the last name is an outlet, so that
// 一线观察｜… keeps its rubric. name is the site.
func bareTitle(s string) (title, name string) {
	title = trim(s)
	for range 4 {
		cut := strings.LastIndexAny(title, "_|｜丨-–—")
		if cut <= 0 {
			break
		}
		head, rest := strings.TrimRight(title[:cut], "-–—_|｜丨 \u3000"), stripEnds(title[cut:])
		if utf8.RuneCountInString(head) < 4 || name == "" && (!isOutlet(rest) || utf8.RuneCountInString(rest) > 12) {
			break
		}
		if name != "" && (utf8.RuneCountInString(rest) > 8 || title[cut] != '_' && title[cut] != '-') {
			break
		}
		if name == "" {
			name = rest
		}
		title = head
	}
	return trim(title), name
}
