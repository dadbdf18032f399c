package query

import (
	"strings"
)

// date reads what stands after date:, before: or after:. before: ends where its date begins, after: begins there.
func (p *parser) date(t token) (Node, error) {
	value := p.take()
	if value.kind == open {
		return nil, missing(t)
	}
	d := &Date{Name: t.text, Text: strings.TrimSpace(value.text)}
	first, last, isRange := strings.Cut(d.Text, "..")
	if isRange {
		first, last = strings.TrimSpace(first), strings.TrimSpace(last)
		d.Text = first + ".." + last
	}
	var err error
	switch {
	case d.Name == "before":
		d.To, _, err = ParseDate(d.Text, p.options)
	case d.Name == "after":
		d.From, _, err = ParseDate(d.Text, p.options)
	case !isRange:
		d.From, d.To, err = ParseDate(d.Text, p.options)
	case first == "" && last == "":
		return nil, missing(t)
	default:
		if first != "" {
			d.From, _, err = ParseDate(first, p.options)
		}
		if last != "" && err == nil {
			d.To, err = ParseEnd(last, p.options)
		}
	}
	if err != nil {
		return nil, errorAt(value.pos, "%v", err)
	}
	if !d.From.IsZero() && !d.To.IsZero() && !d.From.Before(d.To) {
		return nil, errorAt(value.pos, "%s ends before it begins", short(d.Text))
	}
	return d, p.count(value)
}
