package zh

import "slices"

// garden is the trie of the words before it is laid into the double array.
type garden struct {
	nodes []node
}

type node struct {
	label    uint16
	word     bool
	cost     float32
	shape    uint16
	children []int32
}

// newGarden grows the trie of words sorted by their text; the root is node 0.
func newGarden(words []frozenWord, codes map[rune]uint16) *garden {
	g := &garden{nodes: make([]node, 1, 2*len(words))}
	for _, word := range words {
		at := int32(0)
		for _, r := range word.text {
			at = g.child(at, codes[r])
		}
		n := &g.nodes[at]
		n.word, n.cost, n.shape = true, word.cost, word.shape
	}
	return g
}

// child returns the child of a node under a label, which is the newest one or a new one.
func (g *garden) child(at int32, label uint16) int32 {
	if children := g.nodes[at].children; len(children) > 0 {
		if last := children[len(children)-1]; g.nodes[last].label == label {
			return last
		}
	}
	next := int32(len(g.nodes))
	g.nodes = append(g.nodes, node{label: label})
	g.nodes[at].children = append(g.nodes[at].children, next)
	return next
}

// layInto places every node in a slot: its parent's base plus its label. No two parents have the same base, so that the label alone
// tells whose child a slot holds. The root has base 0.
func (g *garden) layInto(f *frozen) {
	var parents []int32
	for i := 1; i < len(g.nodes); i++ {
		if len(g.nodes[i].children) > 0 {
			parents = append(parents, int32(i))
		}
	}
	slices.SortStableFunc(parents, func(a, b int32) int { return len(g.nodes[b].children) - len(g.nodes[a].children) })
	b := &bed{garden: g, frozen: f, where: make([]int32, len(g.nodes)), usedBase: []bool{true}, free: 1}
	b.place(0, 0)
	for _, parent := range parents {
		b.place(parent, b.find(parent))
	}
	for _, parent := range parents { // a slot is known once its own parent is placed
		f.slots[b.where[parent]].base = b.base(parent)
	}
}

// bed is the double array while it is filled.
type bed struct {
	garden   *garden
	frozen   *frozen
	where    []int32 // the slot of each node
	usedBase []bool
	free     int // no slot before it is free
	from     int // where the search for the last number of children stood
	children int // that number
}

// base returns the base of a parent whose children are placed.
func (b *bed) base(parent int32) uint32 {
	child := b.garden.nodes[parent].children[0]
	return uint32(b.where[child]) - uint32(b.garden.nodes[child].label)
}

// find returns the first base at which all children of a node meet free slots.
func (b *bed) find(parent int32) int {
	children := b.garden.nodes[parent].children
	low := int(b.garden.nodes[children[0]].label)
	for _, child := range children {
		low = min(low, int(b.garden.nodes[child].label))
	}
	for b.taken(b.free) {
		b.free++
	}
	if len(children) != b.children || len(children) == 1 {
		b.children, b.from = len(children), b.free
	}
	for slot := max(b.from, low+1); ; slot++ {
		if !b.taken(slot) && b.fits(children, slot-low) {
			b.from = slot
			return slot - low
		}
	}
}

func (b *bed) taken(slot int) bool {
	return slot < len(b.frozen.slots) && b.frozen.slots[slot].label != 0
}

func (b *bed) fits(children []int32, base int) bool {
	if base < len(b.usedBase) && b.usedBase[base] {
		return false
	}
	for _, child := range children {
		if b.taken(base + int(b.garden.nodes[child].label)) {
			return false
		}
	}
	return true
}

func (b *bed) place(parent int32, base int) {
	b.usedBase = grown(b.usedBase, base+1)
	b.usedBase[base] = true
	for _, child := range b.garden.nodes[parent].children {
		n := &b.garden.nodes[child]
		at := base + int(n.label)
		b.frozen.slots = grown(b.frozen.slots, at+1)
		b.frozen.slots[at] = slot{label: n.label, cost: n.cost, shape: n.shape}
		b.where[child] = int32(at)
	}
}

// grown returns s with at least n elements.
func grown[E any](s []E, n int) []E {
	if n <= len(s) {
		return s
	}
	return append(s, make([]E, n-len(s))...)
}
