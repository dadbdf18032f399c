package query

// Walk visits n and the nodes under it, each before its children and children in the order of the text. It does not go below a
// node for which visit returns false. A nil n is no node.
func Walk(n Node, visit func(Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	switch n := n.(type) {
	case *And:
		for _, child := range n.Nodes {
			Walk(child, visit)
		}
	case *Or:
		for _, child := range n.Nodes {
			Walk(child, visit)
		}
	case *Not:
		Walk(n.Node, visit)
	case *Field:
		Walk(n.Node, visit)
	case *Near:
		Walk(n.Left, visit)
		Walk(n.Right, visit)
	}
}
