package extract

// findAnchor is the line of time and source above the text, or -1. A labelled line with a clock beats a date in the page's head, and
// a line with paragraphs behind it beats one at the foot.
func findAnchor(lines []line) int {
	best, bestScore := -1, 0
	paragraphs := 0
	for i, l := range lines {
		if l.kind == paragraph {
			paragraphs++
		}
		if l.kind != meta || l.side && paragraphs > 0 || l.meta.at.IsZero() && l.meta.source == "" && l.meta.author == "" && l.meta.editors == nil {
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

var nextPage = newPattern(`^[【\[]?[上下前后][一1]`)

// endsArticle: of the endings, a link to the next article may also stand above the text.
func endsArticle(s string) bool { return !nextPage.match(s) && !contacts.match(s) }

// firstParagraph is the index of the first paragraph from i on, or len(lines).
func firstParagraph(lines []line, i int) int {
	for i < len(lines) && lines[i].kind != paragraph {
		i++
	}
	return i
}
