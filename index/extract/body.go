package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// findAnchor is the line of time and source above the text, or -1. A labelled line with a clock beats a date in the page's head, and
// a line with paragraphs behind it beats one at the foot.
func findAnchor(lines []line) int {
	best, bestScore := -1, 0
	paragraphs := 0
	for i, l := range lines {
		if l.kind == paragraph {
			paragraphs++
		}
		if l.kind != meta || l.meta.at.IsZero() && l.meta.source == "" && l.meta.author == "" && l.meta.editors == nil {
			continue
		}
		score := weight(l.meta) - 2*paragraphs
		if !paragraphFollows(lines, i) {
			continue
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

// weight is how sure a line is to be the article's own.
func weight(d details) int {
	w := 0
	if !d.at.IsZero() {
		w += 3
		if !d.at.DayOnly {
			w += 2
		}
		if d.timed {
			w += 2
		}
	}
	if d.source != "" {
		w += 3
	}
	if d.author != "" || d.editors != nil {
		w++
	}
	return w
}

// paragraphFollows: text comes before the article can have ended.
func paragraphFollows(lines []line, i int) bool {
	for _, l := range lines[i+1 : min(len(lines), i+30)] {
		switch {
		case l.kind == paragraph:
			return true
		case l.kind == ending && endsArticle(l.text):
			return false
		}
	}
	return false
}

var nextPage = regexp.MustCompile(`^[【\[]?[上下前后][一1]`)

// endsArticle: of the endings, a link to the next article may also stand above the text.
func endsArticle(s string) bool { return !nextPage.MatchString(s) && !contacts.MatchString(s) }

// firstParagraph is the index of the first paragraph from i on, or len(lines).
func firstParagraph(lines []line, i int) int {
	for i < len(lines) && lines[i].kind != paragraph {
		i++
	}
	return i
}

// findEnd is the index behind the last line of the article: the first line from first on that ends one. A list of related reading in
// the middle ends nothing when text and the editors' line come behind it; skip then holds its lines.
func findEnd(lines []line, first int) (end int, skip map[int]bool) {
	skip = map[int]bool{}
	for i := first + 1; i < len(lines); i++ {
		l := lines[i]
		switch {
		case l.kind == meta && l.meta.editors != nil:
			return i, skip
		case l.kind == notice && !goesOn(lines, i), l.kind == tags && !(i+1 < len(lines) && isLong(lines[i+1])):
			return i, skip
		case l.kind == ending && contacts.MatchString(l.text) && paragraphFollows(lines, i):
		case l.kind == ending:
			on := resumes(lines, i)
			if on < 0 {
				return i, skip
			}
			for ; i < on; i++ {
				skip[i] = true
			}
		}
	}
	return len(lines), skip
}

// goesOn: two long paragraphs stand right behind a sentence that speaks of rights, so the article itself is about them.
func goesOn(lines []line, i int) bool {
	return i+2 < len(lines) && isLong(lines[i+1]) && isLong(lines[i+2])
}

// isLong: a paragraph that can only be text. Behind 关键词：韧性 it says that the line was a sub-heading, not a list of tags.
func isLong(l line) bool { return l.kind == paragraph && utf8.RuneCountInString(l.text) >= 40 }

// resumes is where the text goes on behind the list of related reading at i: at least two paragraphs and then the editors' line. -1
// when it does not.
func resumes(lines []line, i int) int {
	at, paragraphs := -1, 0
	for j := i + 1; j < len(lines); j++ {
		switch l := lines[j]; {
		case l.kind == meta && l.meta.editors != nil:
			if paragraphs >= 2 {
				return at
			}
			return -1
		case l.kind == ending || l.kind == notice || l.kind == tags:
			return -1
		case l.kind == paragraph && utf8.RuneCountInString(l.text) >= 30:
			if paragraphs++; paragraphs == 1 {
				at = j
			}
		}
	}
	return -1
}

// number2 is a sub-heading that is nothing but a number: 01.
var number2 = regexp.MustCompile(`^(?:[0-9]{1,2}|[０-９]{1,2})$`)

// body are the article's own lines between title and end. Bylines count only beside its beginning and its end, so that an interview
// (记者：…) keeps its questions.
func body(lines []line, title, first, end int, skip map[int]bool) (paragraphs, bylines []string) {
	last := lastParagraph(lines, first, end)
	for i := title + 1; i < end; i++ {
		l := lines[i]
		if i > last && (l.kind == noise || l.kind == menu) {
			break // buttons, an advertisement, a list: the text is over
		}
		if skip[i] || i < first && (l.kind == short && isHeadJunk(lines, i, first) || title >= 0 && l.text == lines[title].text) {
			continue
		}
		switch l.kind {
		case tags, ending, notice: // findEnd took them for text
			if i > first {
				paragraphs = append(paragraphs, l.text)
			}
		case paragraph, short:
			if !(i < first && (utf8.RuneCountInString(l.text) < 4 || titleAgain(lines, title, i))) {
				paragraphs = append(paragraphs, l.text)
			}
		case byline:
			if i < first || i <= first+1 || i >= end-2 {
				bylines = append(bylines, bylineName(l.text))
			} else {
				paragraphs = append(paragraphs, l.text)
			}
		case meta:
			if d := l.meta; i > first && d.source == "" && (i < end-2 || !d.timed && d.author == "" && d.editors == nil) {
				paragraphs = append(paragraphs, l.text)
			}
		case noise:
			if i > first && i < end-1 && number2.MatchString(l.text) {
				paragraphs = append(paragraphs, l.text)
			}
		case menu:
			if i > first && !l.linked {
				paragraphs = append(paragraphs, l.text)
			}
		}
	}
	return paragraphs, bylines
}

func lastParagraph(lines []line, first, end int) int {
	for i := end - 1; i > first; i-- {
		if lines[i].kind == paragraph {
			return i
		}
	}
	return first
}

// titleAgain: a line that repeats the title with the names of channel and site.
func titleAgain(lines []line, title, i int) bool {
	if title < 0 {
		return false
	}
	t, s := lines[title].text, lines[i].text
	return strings.HasPrefix(s, t) && isSuffix(s[len(t):])
}

var inlineEditor = regexp.MustCompile(`[\s\x{3000}]*[（(【\[](?:本文)?(?:[责責]任?[编編][辑輯]?|[编編][辑輯])[\s\x{3000}]*[:：/ ][\s\x{3000}]*([^（）()【】\[\]。]{2,40})[）)】\]]$`)

// cutInlineEditor takes the editors' mark off the end of the last paragraph, where some pages put it.
func cutInlineEditor(paragraphs []string) (editors []string) {
	if len(paragraphs) == 0 {
		return nil
	}
	last := &paragraphs[len(paragraphs)-1]
	m := inlineEditor.FindStringSubmatchIndex(*last)
	if m == nil || m[0] == 0 {
		return nil
	}
	editors = SplitNames(stripEnds((*last)[m[2]:m[3]]))
	*last = trim((*last)[:m[0]])
	return editors
}
