package query

import (
	"unicode/utf8"
)

// Parse reads a query; docs/query-syntax.md has its language. The Node is nil when the query is empty or blank. What a person
// plainly meant is read, however it is typed: open quotes and brackets are closed at the end, operators with nothing to join are
// dropped, or are words when the query has no others. The error is a *SyntaxError. Time is linear in the length of the input.
func Parse(input string, o Options) (Node, error) {
	if !utf8.ValidString(input) {
		return nil, invalidText(input)
	}
	l := newLexer(input)
	if err := l.run(); err != nil {
		return nil, err
	}
	p := &parser{tokens: l.tokens, options: o}
	n, err := p.or()
	if err != nil || n != nil {
		return n, err
	}
	if n, err = p.words(l.spare); err != nil || n != nil {
		return n, err
	}
	if l.sign >= 0 {
		return nil, errorAt(l.sign, "a leading - or ! leaves out the word that touches it, as in -天气; there is none")
	}
	return nil, nil
}

// invalidText says where the first byte stands that is no UTF-8.
func invalidText(input string) error {
	pos := 0
	for i, r := range input {
		if _, size := utf8.DecodeRuneInString(input[i:]); r == utf8.RuneError && size == 1 {
			break
		}
		pos++
	}
	return errorAt(pos, "the query is not valid UTF-8 from here on")
}

// parser reads tokens by recursive descent. A method returns nil when what it read says nothing.
type parser struct {
	tokens  []token
	next    int
	options Options
	terms   int
	depth   int    // of brackets
	field   string // the prefix whose brackets are being read, empty outside
}

func (p *parser) peek() token { return p.tokens[p.next] }

func (p *parser) take() token {
	t := p.tokens[p.next]
	if t.kind != end {
		p.next++
	}
	return t
}

// or reads alternatives up to the end or a closing bracket.
func (p *parser) or() (Node, error) {
	var nodes []Node
	for {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		if n != nil {
			nodes = append(nodes, n)
		}
		if p.peek().kind != or {
			return join(nodes, func(nodes []Node) Node { return &Or{nodes} }), nil
		}
		p.take()
	}
}

// and reads nodes side by side, with or without AND between them.
func (p *parser) and() (Node, error) {
	var nodes []Node
	for {
		switch p.peek().kind {
		case end, shut, or:
			return join(nodes, func(nodes []Node) Node { return &And{nodes} }), nil
		case and:
			p.take()
			continue
		}
		n, err := p.near()
		if err != nil {
			return nil, err
		}
		if n != nil {
			nodes = append(nodes, n)
		}
	}
}

// near reads A NEAR/n B, or what not reads.
func (p *parser) near() (Node, error) {
	left, err := p.not()
	if err != nil {
		return nil, err
	}
	for p.peek().kind == near {
		t := p.take()
		right, err := p.not()
		if err != nil {
			return nil, err
		}
		switch {
		case left == nil:
			left = right
		case right == nil:
		case !isText(left) || !isText(right):
			return nil, errorAt(t.pos, "%s joins two words or two quoted phrases; join groups with AND", t.text)
		default:
			left = &Near{Left: left, Right: right, Distance: t.distance}
		}
	}
	return left, nil
}

// not reads any number of NOT and -, which are one, and what they leave out.
func (p *parser) not() (Node, error) {
	negated := false
	for p.peek().kind == not {
		p.take()
		negated = true
	}
	n, err := p.operand()
	if err != nil || n == nil || !negated {
		return n, err
	}
	return &Not{n}, nil
}

// operand reads a word, a phrase, a group or a field; nil without reading anything when none of them is next.
func (p *parser) operand() (Node, error) {
	switch t := p.peek(); t.kind {
	case word:
		p.take()
		return &Term{t.text}, p.count(t)
	case phrase:
		p.take()
		return &Phrase{Text: t.text}, p.count(t)
	case open:
		return p.group()
	case prefix:
		return p.prefix()
	default:
		return nil, nil
	}
}

// group reads a bracket and what it holds. The closing bracket may be missing at the end.
func (p *parser) group() (Node, error) {
	t := p.take()
	if p.depth++; p.depth > MaxDepth {
		return nil, errorAt(t.pos, "brackets are nested deeper than %d", MaxDepth)
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	p.depth--
	if p.peek().kind == shut {
		p.take()
	}
	return n, nil
}

// words makes words of operators and punctuation, for a query of nothing else.
func (p *parser) words(tokens []token) (Node, error) {
	var nodes []Node
	for _, t := range tokens {
		if err := p.count(t); err != nil {
			return nil, err
		}
		nodes = append(nodes, &Term{t.text})
	}
	return join(nodes, func(nodes []Node) Node { return &And{nodes} }), nil
}

// count counts a term against MaxTerms.
func (p *parser) count(t token) error {
	if p.terms++; p.terms > MaxTerms {
		return errorAt(t.pos, "a query may have %d words, phrases and dates; this is one more", MaxTerms)
	}
	return nil
}

// join makes one node of many: nil of none, the node itself of one.
func join(nodes []Node, list func([]Node) Node) Node {
	switch len(nodes) {
	case 0:
		return nil
	case 1:
		return nodes[0]
	default:
		return list(nodes)
	}
}

func isText(n Node) bool {
	switch n.(type) {
	case *Term, *Phrase:
		return true
	default:
		return false
	}
}
