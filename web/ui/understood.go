package ui

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"xunbao/search"
	"xunbao/search/query"
	"xunbao/web/ui/words"
)

// Clause is one demand of a query in words. Cut are the words that a run of Chinese was cut into, where it was cut.
type Clause struct {
	Text string
	Cut  []string
}

const maxClauses = 12

// understood tells how a query was read, one demand after another; all must be met.
func (d Deps) understood(ctx context.Context, rd reader, r search.Request) []Clause {
	if blank(r.Query) {
		return nil
	}
	root, err := query.Parse(r.Query, query.Options{Now: rd.now, Location: r.Location})
	if err != nil || root == nil {
		return nil
	}
	nodes := []query.Node{root}
	if and, ok := root.(*query.And); ok {
		nodes = and.Nodes
	}
	var clauses []Clause
	for _, n := range nodes[:min(len(nodes), maxClauses)] {
		clause := Clause{Text: clauseWords(rd, n, false)}
		if term, ok := n.(*query.Term); ok {
			clause.Cut = d.cut(ctx, term.Text)
		}
		clauses = append(clauses, clause)
	}
	return clauses
}

// clauseWords says what a node demands.
func clauseWords(rd reader, n query.Node, inside bool) string {
	u := rd.Understood
	switch n := n.(type) {
	case *query.Term:
		if inside {
			return n.Text
		}
		return u.Term.Of(n.Text)
	case *query.Phrase:
		form := u.Phrase
		if n.Exact {
			form = u.Exact
		}
		return form.Of(n.Text)
	case *query.Not:
		return u.Not.Of(clauseWords(rd, n.Node, true))
	case *query.Or:
		return u.Or.Of(clauseList(rd, n.Nodes))
	case *query.And:
		return u.And.Of(clauseList(rd, n.Nodes))
	case *query.Near:
		return u.Near.Of(clauseWords(rd, n.Left, true), clauseWords(rd, n.Right, true), words.Number(n.Distance))
	case *query.Field:
		return u.Field.Of(fieldWords(rd, n.Name), clauseWords(rd, n.Node, true))
	case *query.Date:
		return dateClause(rd, n)
	default:
		return n.String()
	}
}

func clauseList(rd reader, nodes []query.Node) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = clauseWords(rd, n, true)
	}
	return strings.Join(parts, rd.Comma)
}

// dateClause tells the days that a date comes to: what was typed may be “last week”.
func dateClause(rd reader, n *query.Date) string {
	day := func(t time.Time) string { return t.Format(rd.Time.Day) }
	last := n.To.Add(-time.Second)
	switch {
	case n.From.IsZero() && n.To.IsZero():
		return n.String()
	case n.To.IsZero():
		return rd.Understood.Date.Of(rd.Time.From.Of(day(n.From)))
	case n.From.IsZero():
		return rd.Understood.Date.Of(rd.Time.To.Of(day(last)))
	case day(n.From) == day(last):
		return rd.Understood.Date.Of(day(last))
	default:
		return rd.Understood.Date.Of(rd.Time.Both.Of(day(n.From), day(last)))
	}
}

// cut are the longest words of a term, in their order; nil where it is one word.
func (d Deps) cut(ctx context.Context, text string) []string {
	analysis, err := d.Backend.Analyze(ctx, text)
	if err != nil {
		d.Log.DebugContext(ctx, "text not analysed", slog.Any("error", err))
		return nil
	}
	runes := []rune(text)
	var cut []string
	end := 0
	for i, token := range analysis.Words {
		longest := token.Start >= end && token.Start < token.End && token.End <= len(runes)
		for _, other := range analysis.Words[i+1:] {
			longest = longest && !(other.Start <= token.Start && other.End > token.End)
		}
		if longest {
			cut, end = append(cut, string(runes[token.Start:token.End])), token.End
		}
	}
	if len(cut) < 2 {
		return nil
	}
	return cut
}

// fieldWords names what a prefix of a query restricts.
func fieldWords(rd reader, name string) string {
	switch name {
	case "title":
		return rd.Understood.Title
	case "body":
		return rd.Understood.Body
	default:
		return rd.Named(name)
	}
}
