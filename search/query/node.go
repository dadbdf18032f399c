// Package query reads what a person typed into a syntax tree and prints it back. It knows nothing of indexes or of how Chinese is
// cut, and imports the standard library only.
package query

import (
	"fmt"
	"time"
)

// Node is a node of the syntax tree. The set is closed: Term, Phrase, And, Or, Not, Field, Near, Date. String prints the node so
// that Parse reads the same tree again.
type Node interface {
	fmt.Stringer
	node()
}

type (
	// Term is a bare word or run as typed between white space, such as 博鳌论坛 or Bio-Park. The back end cuts it into words.
	Term struct{ Text string }

	// Phrase is a quoted string: the letters must stand side by side, under folding, or, with Exact, as typed.
	Phrase struct {
		Text  string
		Exact bool
	}

	// And, Or: two nodes or more.
	And struct{ Nodes []Node }
	Or  struct{ Nodes []Node }

	// Not matches what Node does not.
	Not struct{ Node Node }

	// Field restricts Node to one field. Name is "title" or "body" (Node is any tree of terms, phrases, And, Or, Not, Near), or
	// "source", "site", "author", "category", "tag", "lang" (Node is a Term or Phrase: the whole value, or an Or of them).
	Field struct {
		Name string
		Node Node
	}

	// Near matches when Left and Right (Term or Phrase) stand within Distance code points of each other, in either order.
	Near struct {
		Left, Right Node
		Distance    int
	}

	// Date restricts the time of publication to [From, To); a zero time is open. Text is how it was typed ("2024-07", "-7d"),
	// Name the prefix: "date", "before" or "after".
	Date struct {
		Name     string
		Text     string
		From, To time.Time
	}
)

func (*Term) node()   {}
func (*Phrase) node() {}
func (*And) node()    {}
func (*Or) node()     {}
func (*Not) node()    {}
func (*Field) node()  {}
func (*Near) node()   {}
func (*Date) node()   {}

// SyntaxError says where a query stops making sense.
type SyntaxError struct {
	Position int // code point in the query
	Message  string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("at character %d: %s", e.Position+1, e.Message)
}
