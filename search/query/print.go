package query

import (
	"strconv"
	"strings"
)

// String is the word itself.
func (n *Term) String() string { return n.Text }

// String is the phrase between quotes that do not occur in it.
func (n *Phrase) String() string {
	if n.Exact {
		return "exact:" + quote(n.Text)
	}
	return quote(n.Text)
}

// String separates the nodes by spaces.
func (n *And) String() string {
	return list(n.Nodes, " ", func(child Node) bool {
		switch child.(type) {
		case *And, *Or:
			return true
		default:
			return false
		}
	})
}

// String separates the nodes by OR.
func (n *Or) String() string {
	return list(n.Nodes, " OR ", func(child Node) bool {
		_, nested := child.(*Or)
		return nested
	})
}

// String is the node after a minus.
func (n *Not) String() string {
	switch n.Node.(type) {
	case *And, *Or, *Not, *Near:
		return "-(" + n.Node.String() + ")"
	default:
		return "-" + n.Node.String()
	}
}

// String is the node after the field's name and a colon.
func (n *Field) String() string {
	if isText(n.Node) {
		return n.Name + ":" + n.Node.String()
	}
	return n.Name + ":(" + n.Node.String() + ")"
}

// String is both sides with NEAR/n between them.
func (n *Near) String() string {
	return n.Left.String() + " NEAR/" + strconv.Itoa(n.Distance) + " " + n.Right.String()
}

// String is the date as it was typed.
func (n *Date) String() string { return n.Name + ":" + n.Text }

// list prints nodes, with brackets round those that need them. No bracket is added that was not typed, so that what Parse took
// stays within MaxDepth.
func list(nodes []Node, separator string, bracket func(Node) bool) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = n.String()
		if bracket(n) {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, separator)
}
