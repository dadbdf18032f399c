package embedded

import (
	"fmt"
	"math"
	"strings"

	"xunbao/index/analysis/zh"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
)

// term explains a bare word: by itself when it is one unit, else unit by unit.
func (w *why) term(out *search.Reason, n *query.Term, fields []lane, wanted bool) error {
	units := w.planner.units(zh.FoldText(n.Text).Words, wanted)
	switch len(units) {
	case 0:
		out.Detail = nothingLeft
		return nil
	case 1:
		return w.literals(out, units[0].literals(fields))
	}
	for _, u := range units {
		part := search.Reason{Clause: (&query.Phrase{Text: u.text}).String()}
		if len(u.synonyms) > 0 {
			part.Clause = u.text // a phrase has no synonyms
		}
		var err error
		if part.Met, err = w.met(u.clause(fields)); err != nil {
			return err
		}
		if err := w.literals(&part, u.literals(fields)); err != nil {
			return err
		}
		out.Query = append(out.Query, u.text)
		out.Parts = append(out.Parts, part)
	}
	out.Detail = fmt.Sprintf("cut into %d parts: %d are in the article, and all are needed", len(units), metOf(out.Parts))
	return nil
}

const nothingLeft = "it is made of characters that are not looked at, so every article has it"

// literals explains alternatives, of which the first was typed and the others are its synonyms: where the first that is there stands, or
// what is nearest to any.
func (w *why) literals(out *search.Reason, alternatives []literal) error {
	if alternatives[0].text == "" {
		out.Detail = nothingLeft
		return nil
	}
	for _, l := range alternatives {
		out.Query = append(out.Query, l.text)
	}
	var nearest place
	for i, l := range alternatives {
		at, err := w.texts.nearest(w.matcher.ctx, l)
		if err != nil {
			return err
		}
		if at.whole {
			what := "it"
			if i > 0 {
				what = fmt.Sprintf("its synonym %s", l.text)
			}
			out.Detail = fmt.Sprintf("%s stands %s", what, w.texts.describe(at))
			out.Article = w.texts.cutAround(w.planner.segmenter, at)
			return nil
		}
		if at.runes > nearest.runes {
			nearest = at
		}
	}
	switch {
	case nearest.runes == 0:
		out.Detail = "not a character of it is " + inside(alternatives[0].fields)
	case nearest.otherwise:
		out.Detail = fmt.Sprintf("the letters stand %s, but written otherwise: %s", w.texts.describe(nearest), w.texts.original(nearest))
	default:
		out.Detail = fmt.Sprintf("it is not %s; the nearest is %s, %s", inside(alternatives[0].fields), w.texts.original(nearest), w.texts.describe(nearest))
	}
	out.Article = w.texts.cutAround(w.planner.segmenter, nearest)
	return nil
}

// near explains two literals and their distance.
func (w *why) near(out *search.Reason, n *query.Near, fields []lane, wanted bool) error {
	var sides [2]literal
	for i, side := range []query.Node{n.Left, n.Right} {
		sides[i] = w.planner.literalOf(side, fields)
		part := search.Reason{Clause: side.String()}
		var err error
		if part.Met, err = w.met(sides[i]); err != nil {
			return err
		}
		if err := w.literals(&part, sides[i:i+1]); err != nil {
			return err
		}
		out.Parts = append(out.Parts, part)
	}
	least := math.MaxInt
	for _, field := range fields {
		least = min(least, closest([]byte(w.texts.of(field.title).Text), sides[0].text, sides[1].text))
	}
	if least == math.MaxInt {
		out.Detail = "they are not both in the title, nor both in the body"
		if len(fields) == 1 {
			out.Detail = "they are not both " + inside(fields)
		}
		return nil
	}
	out.Detail = fmt.Sprintf("the closest are %d characters apart, at most %d are allowed", least, n.Distance)
	return nil
}

// values are what the article has in a field of whole values.
func (w *why) values(field search.Field) []string {
	all := map[search.Field][]string{
		search.Source: {w.article.Source}, search.Site: {w.article.Site}, search.Category: {w.article.Category},
		search.Author: {w.article.Author}, search.Lang: {w.article.Lang}, search.Tag: w.article.Tags,
	}
	var out []string
	for _, value := range all[field] {
		if value != "" {
			out = append(out, value)
		}
	}
	return out
}

// published tells the article's time as dates compare it.
func (w *why) published() string {
	at := w.article.Published
	if at.IsZero() {
		return "the article has no time of publication, so no date finds it"
	}
	at.Time = at.Time.In(news.Shanghai())
	return "the article was published " + at.String()
}

func listed(values []string) string {
	if len(values) == 0 {
		return "none"
	}
	return strings.Join(values, ", ")
}

// inside names the fields that count.
func inside(fields []lane) string {
	switch {
	case len(fields) != 1:
		return "in the title or body"
	case fields[0].title:
		return "in the title"
	}
	return "in the body"
}
