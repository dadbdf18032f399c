package embedded

import (
	"time"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/search/lexicon"
	"xunbao/search/query"
)

// A clause says which documents match. plan turns the syntax tree into clauses; match.go evaluates them.
type clause interface{}

type (
	// literal: the folded text stands in one of the fields.
	literal struct {
		text   string // folded
		words  string // as zh.Text.Words; empty: as the text
		exact  string // the original letters, when they must stand as typed
		fields []lane
		apart  bool    // it must not stand inside a run of Latin letters or digits
		weight float64 // of what it adds to the score; 0 is 1
		parts  []unit  // of a bare run: what it is cut into
	}
	// conjunction, disjunction: all, one of. No members: everything, nothing.
	conjunction []clause
	disjunction []clause
	// atLeast: that many of the clauses.
	atLeast struct {
		clauses []clause
		count   int
	}
	negation struct{ clause clause }
	// near: two literals within a distance of code points in one field.
	near struct {
		left, right literal
		distance    int
	}
	// values: a field has one of the values.
	values struct {
		field string
		any   []string
	}
	// dates: published in [from, to); a zero time is open.
	dates struct{ from, to time.Time }
	// undated: without a date.
	undated struct{}
)

// lane is a text field of an article with its terms in the index.
type lane struct {
	words, grams string
	title        bool
}

var (
	titleLane = lane{index.TitleWords, index.TitleGrams, true}
	bodyLane  = lane{index.BodyWords, index.BodyGrams, false}
	bothLanes = []lane{titleLane, bodyLane}
)

// fieldNames are the fields of the index by their name in queries and requests.
var fieldNames = map[string]string{
	"source": index.Source, "site": index.Site, "category": index.Category, "tag": index.Tag, "author": index.Author, "lang": index.Lang,
}

// plan is a query ready to be evaluated.
type plan struct {
	clause clause
	// units are the parts of bare words that relaxing may drop; required are the phrases beside them. See loosen.
	units     []clause
	required  conjunction
	question  bool
	prose     bool // it reads like a piece of text, see query.Prose
	statement bool // it says something, see isStatement
	// wanted are the literals that must or may stand in an article (none that must not): they are scored and marked.
	wanted []literal
	// runs are the bare words as typed: marked where they stand whole, and what their grams say is scored.
	runs []literal
	// lexicon is the user's words and synonyms that the plan was made with.
	lexicon *lexicon.Lexicon
}

func newLiteral(t zh.Text, fields []lane) literal {
	return literal{text: t.Folded, words: t.Words, fields: fields}
}

// word is the literal as the word lane has it.
func (l literal) word() string {
	if l.words != "" {
		return l.words
	}
	return l.text
}

// planner cuts what was typed into clauses.
type planner struct {
	segmenter *zh.Segmenter
	lexicon   *lexicon.Lexicon
}

// plan plans a query, as typed and as parsed.
func (p planner) plan(text string, root query.Node) *plan {
	out := &plan{lexicon: p.lexicon, prose: query.Prose(text)}
	if root == nil {
		out.clause = conjunction{}
		return out
	}
	out.clause = p.clause(root, bothLanes, true, out)
	out.statement = out.prose && !out.question && out.isStatement(text)
	out.loosen(root)
	return out
}

// clause plans a node. wanted is false below a Not.
func (p planner) clause(n query.Node, fields []lane, wanted bool, out *plan) clause {
	switch n := n.(type) {
	case *query.Term:
		return p.term(n.Text, fields, wanted, out)
	case *query.Phrase:
		return p.phrase(n, fields, wanted, out)
	case *query.And:
		all := conjunction{}
		for _, child := range n.Nodes {
			all = append(all, p.clause(child, fields, wanted, out))
		}
		return all
	case *query.Or:
		any := disjunction{}
		for _, child := range n.Nodes {
			any = append(any, p.clause(child, fields, wanted, out))
		}
		return any
	case *query.Not:
		return negation{p.clause(n.Node, fields, false, out)}
	case *query.Near:
		left, right := p.literalOf(n.Left, fields), p.literalOf(n.Right, fields)
		if wanted {
			out.wanted = append(out.wanted, left, right)
		}
		return near{left, right, n.Distance}
	case *query.Field:
		switch n.Name {
		case "title":
			return p.clause(n.Node, []lane{titleLane}, wanted, out)
		case "body":
			return p.clause(n.Node, []lane{bodyLane}, wanted, out)
		default:
			return values{fieldNames[n.Name], valuesOf(n.Node)}
		}
	case *query.Date:
		return dates{n.From, n.To}
	default:
		return disjunction{} // the set of nodes is closed
	}
}

// term cuts a bare word into the parts that must each stand in the article. One that must not is not widened by synonyms.
func (p planner) term(text string, fields []lane, wanted bool, out *plan) clause {
	folded := zh.FoldText(text)
	all := conjunction{}
	units := p.units(folded.Words, wanted)
	for _, u := range units {
		all = append(all, u.clause(fields))
		if wanted {
			out.wanted = append(out.wanted, u.literals(fields)...)
		}
	}
	out.question = out.question || wanted && isQuestion(p.segmenter, folded.Words)
	if wanted && folded.Folded != "" {
		run := newLiteral(folded, fields)
		run.parts = units
		out.runs = append(out.runs, run)
	}
	return all
}

func (p planner) phrase(n *query.Phrase, fields []lane, wanted bool, out *plan) clause {
	l := p.literalOf(n, fields)
	if l.text == "" {
		return conjunction{} // nothing but characters that vanish
	}
	if wanted {
		out.wanted = append(out.wanted, l)
		if out.prose {
			l.parts = p.units(l.word(), false)
			out.runs = append(out.runs, l)
		}
	}
	return l
}

func (p planner) literalOf(n query.Node, fields []lane) literal {
	switch n := n.(type) {
	case *query.Phrase:
		l := newLiteral(zh.FoldText(n.Text), fields)
		if n.Exact {
			l.exact = n.Text
		}
		return l
	case *query.Term:
		return newLiteral(zh.FoldText(n.Text), fields)
	default:
		return literal{fields: fields}
	}
}

// valuesOf lists the values of a field clause: one, or an Or of them.
func valuesOf(n query.Node) []string {
	var out []string
	query.Walk(n, func(n query.Node) bool {
		switch n := n.(type) {
		case *query.Term:
			out = append(out, n.Text)
		case *query.Phrase:
			out = append(out, n.Text)
		}
		return true
	})
	return out
}

// onlyTerms reports whether a query is bare words and nothing else.
func onlyTerms(n query.Node) bool {
	switch n := n.(type) {
	case *query.Term:
		return true
	case *query.And:
		for _, child := range n.Nodes {
			if !onlyTerms(child) {
				return false
			}
		}
		return true
	default:
		return false
	}
}

func flatten(all conjunction) []clause {
	var out []clause
	for _, c := range all {
		if inner, ok := c.(conjunction); ok {
			out = append(out, flatten(inner)...)
		} else {
			out = append(out, c)
		}
	}
	return out
}
