package extract

import (
	"unicode/utf8"
)

// findEnd is the index behind the last line of the article: the first line from first on that ends one. A list of related reading in
// the middle ends nothing when text and the editors' line come behind it; skip then holds its lines.
func findEnd(lines []line, first int) (end int, skip map[int]bool) {
	skip = map[int]bool{}
	for i := first + 1; i < len(lines); i++ {
		l := lines[i]
		switch {
		case l.kind == meta && l.meta.edited:
			return i, skip
		case l.kind == notice && !goesOn(lines, i), l.kind == tags && !(i+1 < len(lines) && isLong(lines[i+1])):
			return i, skip
		case l.kind == ending && contacts.match(l.text) && paragraphFollows(lines, i):
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

var answers = newPattern(`回复|回覆|举报|檢舉|点赞|讚|顶|支持|[赞踩]`)

// commentsStart is where the comments begin when they follow the text without a word: three times or more, each with a text and a way to
// answer or approve. It gives end when there are none.
func commentsStart(lines []line, first, end int) int {
	start, times, ways := end, 0, 0
	for i := first + 1; i < end; i++ {
		l := lines[i]
		switch {
		case l.kind == meta && !l.meta.at.IsZero() && l.meta.source == "" || agoLine.match(l.text):
			if times++; times == 1 {
				start = i
			}
		case times > 0 && l.kind != paragraph && utf8.RuneCountInString(l.text) <= 30 && answers.match(l.text):
			ways++
		}
	}
	if times < 3 || ways < times {
		return end
	}
	if start-1 > first && lines[start-1].kind != paragraph {
		start-- // the name of who wrote it
	}
	return start
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
