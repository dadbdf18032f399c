package embedded

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"xunbao/index/analysis/zh"
	"xunbao/internal/news"
)

// texts are the title and body of one article, folded, with the way back.
type texts struct {
	article     *news.Article
	title, body *zh.Folded
}

func newTexts(a *news.Article) texts { return texts{a, zh.Fold(a.Title), zh.Fold(a.Body)} }

func (t texts) of(title bool) *zh.Folded {
	if title {
		return t.title
	}
	return t.body
}

// place is a stretch of a folded text that has a literal, or the longest part of it that there is.
type place struct {
	title      bool
	start, end int  // bytes of the folded text
	runes      int  // code points; 0: no place
	whole      bool // it is the literal, written as asked for
	otherwise  bool // it is the literal under folding, but not as it was typed
}

// nearest finds the first place with the longest part of a literal in the fields it may stand in.
func (t texts) nearest(ctx context.Context, l literal) (best place, err error) {
	for _, field := range l.fields {
		text := t.of(field.title)
		for _, at := range l.places([]byte(text.Text)) {
			found := place{title: field.title, start: at, end: at + len(l.text), runes: utf8.RuneCountInString(l.text)}
			if found.whole = l.exact == "" || strings.Contains(t.original(found), l.exact); found.whole {
				return found, nil
			}
			if found.otherwise = true; !best.otherwise {
				best = found
			}
		}
	}
	for _, field := range l.fields {
		if best.otherwise {
			break
		}
		start, end, err := longestCommon(ctx, t.of(field.title).Text, l.text)
		if err != nil {
			return best, err
		}
		if n := utf8.RuneCountInString(t.of(field.title).Text[start:end]); n > best.runes {
			best = place{title: field.title, start: start, end: end, runes: n}
		}
	}
	return best, nil
}

// original is the text of a place as the article has it.
func (t texts) original(p place) string {
	from, to := t.of(p.title).Original(p.start, p.end)
	if p.title {
		return slice(t.article.Title, from, to)
	}
	return slice(t.article.Body, from, to)
}

// describe says where a place is, for people, who count from one.
func (t texts) describe(p place) string {
	from, _ := t.of(p.title).Original(p.start, p.end)
	field := "body"
	if p.title {
		field = "title"
	}
	return fmt.Sprintf("in the %s at character %d", field, from+1)
}

// How much of a text is cut around a place, and shown, on each side.
const (
	cutRunes   = 100
	shownRunes = 12
)

// cutAround cuts the stretch of letters round a place as the index does and returns the words beside the place.
func (t texts) cutAround(segmenter *zh.Segmenter, p place) []string {
	if p.runes == 0 {
		return nil
	}
	text := t.of(p.title).Text
	from, to := widen(text, p.start, p.end, cutRunes, true)
	first, last := widen(text, p.start, p.end, shownRunes, false)
	var out []string
	for _, word := range segmenter.Cut(text[from:to]) {
		if from+word.End > first && from+word.Start < last {
			out = append(out, text[from+word.Start:from+word.End])
		}
	}
	return out
}

// widen moves the ends of a stretch outwards by at most most characters each, and, when asked to, not past what is no letter.
func widen(text string, start, end, most int, letters bool) (from, to int) {
	from, to = start, end
	stops := func(r rune) bool { return letters && !unicode.In(r, unicode.L, unicode.N, unicode.M) }
	for range most {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		if size == 0 || stops(r) {
			break
		}
		from -= size
	}
	for range most {
		r, size := utf8.DecodeRuneInString(text[to:])
		if size == 0 || stops(r) {
			break
		}
		to += size
	}
	return from, to
}

// longestCommon returns the first of the longest stretches of a text that stand in want too, in bytes of the text. It takes time in
// proportion to the text and, for each of its characters, to how often that stands in want.
func longestCommon(ctx context.Context, text, want string) (start, end int, err error) {
	places := make(map[rune][]int) // of the characters of want
	length := 0
	for _, r := range want {
		places[r] = append(places[r], length)
		length++
	}
	before, now := make([]int, length+1), make([]int, length+1) // bytes in common up to each character of want
	var touched, next []int
	for i, r := range text {
		if i%(64<<10) < utf8.RuneLen(r) && ctx.Err() != nil {
			return 0, 0, ctx.Err()
		}
		next = next[:0]
		for _, at := range places[r] {
			now[at+1] = before[at] + utf8.RuneLen(r)
			next = append(next, at+1)
			if now[at+1] > end-start {
				start, end = i+utf8.RuneLen(r)-now[at+1], i+utf8.RuneLen(r)
			}
		}
		for _, at := range touched {
			before[at] = 0
		}
		before, now, touched, next = now, before, next, touched
	}
	return start, end, nil
}
