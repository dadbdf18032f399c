package query

// prefix reads title:…, exact:…, date:… and their kin.
func (p *parser) prefix() (Node, error) {
	t := p.take()
	if p.field != "" && t.text != "exact" {
		return nil, errorAt(t.pos, "%s: stands inside %s:(…); a field cannot hold another", t.text, p.field)
	}
	value := p.peek()
	switch value.kind {
	case word, phrase, open:
	case prefix:
		if t.text == "exact" || value.text != "exact" {
			return nil, missing(t)
		}
	default:
		return nil, missing(t)
	}
	switch t.text {
	case "exact":
		return p.exact(t)
	case "date", "before", "after":
		return p.date(t)
	default:
		return p.fieldOf(t)
	}
}

func missing(t token) error {
	switch t.text {
	case "date", "before", "after":
		return errorAt(t.pos, "%s: needs a date after it, such as %s:2024-07", t.text, t.text)
	case "exact":
		return errorAt(t.pos, `exact: needs a word or a quoted phrase after it, such as exact:"WiFi"`)
	default:
		return errorAt(t.pos, "%s: needs a word, a quoted phrase or a group in brackets after it", t.text)
	}
}

// exact reads what stands after exact:.
func (p *parser) exact(t token) (Node, error) {
	value := p.take()
	if value.kind == open {
		return nil, missing(t)
	}
	return &Phrase{Text: value.text, Exact: true}, p.count(value)
}

// fieldOf reads the word, phrase or group after a field prefix.
func (p *parser) fieldOf(t token) (Node, error) {
	p.field = t.text
	n, err := p.operand()
	p.field = ""
	if err != nil {
		return nil, err
	}
	if n == nil {
		return nil, missing(t)
	}
	if t.text == "title" || t.text == "body" {
		return &Field{Name: t.text, Node: n}, nil
	}
	return spread(t, n)
}

// spread brings a field of whole values to the form that Field promises, one value or an Or of values: tag:(a -b) is tag:a
// -tag:b.
func spread(t token, n Node) (Node, error) {
	switch n := n.(type) {
	case *Near:
		return nil, errorAt(t.pos, "%s: compares whole values, so NEAR cannot stand inside it", t.text)
	case *Not:
		inner, err := spread(t, n.Node)
		if err != nil {
			return nil, err
		}
		return &Not{inner}, nil
	case *And:
		nodes, err := spreadAll(t, n.Nodes)
		if err != nil {
			return nil, err
		}
		return &And{nodes}, nil
	case *Or:
		if values, ok := alternatives(n, nil); ok {
			return &Field{Name: t.text, Node: &Or{values}}, nil
		}
		nodes, err := spreadAll(t, n.Nodes)
		if err != nil {
			return nil, err
		}
		return &Or{nodes}, nil
	default:
		return &Field{Name: t.text, Node: n}, nil
	}
}

func spreadAll(t token, nodes []Node) ([]Node, error) {
	out := make([]Node, len(nodes))
	for i, n := range nodes {
		var err error
		if out[i], err = spread(t, n); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// alternatives appends the values of an Or, and of any Or inside it, to values; not ok when it holds anything else.
func alternatives(n *Or, values []Node) ([]Node, bool) {
	for _, child := range n.Nodes {
		if inner, ok := child.(*Or); ok {
			if values, ok = alternatives(inner, values); !ok {
				return nil, false
			}
			continue
		}
		if !isText(child) {
			return nil, false
		}
		values = append(values, child)
	}
	return values, true
}
