package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"xunbao/internal/news"
)

// Reason is where one field of an article was taken from.
type Reason struct {
	Field string `json:"field"`           // as in records: title, published …
	Rule  string `json:"rule"`            // which step found it
	Place string `json:"place,omitempty"` // the line of the page it stands on; empty when no line holds it
}

// tracing watches an article being put together. After each step, step notes the fields that the step has set or changed.
type tracing struct {
	lines []line
	last  map[string]string
	why   []Reason
}

// tracedFields are the fields of an article as text, in the order they are told.
func tracedFields(a news.Article) [][2]string {
	return [][2]string{
		{"title", a.Title}, {"published", a.Published.String()}, {"source", a.Source}, {"site", a.Site}, {"author", a.Author},
		{"editors", strings.Join(a.Editors, ", ")}, {"category", a.Category}, {"tags", strings.Join(a.Tags, ", ")}, {"url", a.URL}, {"body", a.Body},
	}
}

// tracingOn goes on with an article that has been traced.
func tracingOn(a news.Article, why []Reason) tracing {
	t := tracing{why: why, last: map[string]string{}}
	for _, field := range tracedFields(a) {
		t.last[field[0]] = field[1]
	}
	return t
}

func (t *tracing) step(a news.Article, rule string) {
	for _, field := range tracedFields(a) {
		name, value := field[0], field[1]
		if value == t.last[name] {
			continue
		}
		t.last[name] = value
		t.why = slices.DeleteFunc(t.why, func(r Reason) bool { return r.Field == name })
		if value != "" {
			t.why = append(t.why, Reason{Field: name, Rule: rule, Place: t.place(name, value, a)})
		}
	}
}

// place is the first line that holds the value.
func (t *tracing) place(name, value string, a news.Article) string {
	if name == "body" {
		return t.extent(value)
	}
	if first := strings.SplitN(value, ", ", 2)[0]; name == "editors" || name == "tags" {
		value = first
	}
	for i, l := range t.lines {
		if name == "published" && l.kind == meta && l.meta.at == a.Published || name != "published" && strings.Contains(l.text, value) {
			return fmt.Sprintf("line %d: %s", i+1, shortened(l.text))
		}
	}
	return ""
}

// extent is where the paragraphs of a body begin and end.
func (t *tracing) extent(body string) string {
	first, rest, _ := strings.Cut(body, "\n")
	last := first
	if at := strings.LastIndexByte(rest, '\n'); rest != "" {
		last = rest[at+1:]
	}
	from, to := 0, 0
	for i, l := range t.lines {
		if from == 0 && strings.HasPrefix(l.text, first) {
			from = i + 1
		}
		if from > 0 && strings.HasPrefix(l.text, last) {
			to = i + 1
		}
	}
	if from == 0 || to == 0 {
		return ""
	}
	return fmt.Sprintf("lines %d to %d of %d", from, to, len(t.lines))
}

// shortened is a line as far as it is worth showing.
func shortened(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:60]) + "…"
}
