package zh

// cutter finds the cheapest way through one run of letters and digits, as gse's Segment does: the same costs added in the same order in
// the same precision, so that ties fall alike. Its buffers are used again; the time is linear, because words are short.
type cutter struct {
	segmenter *Segmenter
	codes     []uint16 // of the characters of the run; 0 for one that no word has
	starts    []int32  // where they begin in the text, and the end of the run
	pairs     []bool   // whether a word may begin with the character and the next one
	inside    []bool   // whether gse sees no border before the character: within a run of Latin letters and digits
	steps     []step   // the cheapest way to each border, by the number of characters before it
	found     []found
}

// step is the last word of the cheapest way to a border.
type step struct {
	cost float32 // of the whole way; 0: no way yet
	from int32   // the border where the word begins
	slot uint32  // of the word, 0 for what the dictionary does not have
}

// found is a word: a half-open range of bytes, its slot, and whether it is one character.
type found struct {
	start, end int32
	slot       uint32
	single     bool
}

// unknownCost is gse's distance of what the dictionary does not have.
const unknownCost = 32

// read takes up the next run of letters and digits of a text from a byte on, and returns where to go on. No codes: there is none.
func (c *cutter) read(text string, at int) int {
	characters := c.segmenter.characters
	c.codes, c.starts, c.inside = c.codes[:0], c.starts[:0], c.inside[:0]
	latin := false
	for at < len(text) {
		r, size := decode(text, at)
		bits := characters.of(r)
		if bits&letterBit == 0 {
			if len(c.codes) > 0 {
				break
			}
			at += size
			continue
		}
		isLatin := bits&latinBit != 0
		c.codes = append(c.codes, bits&maxCode)
		c.starts = append(c.starts, int32(at))
		c.inside = append(c.inside, latin && isLatin)
		latin = isLatin
		at += size
	}
	c.starts, c.inside = append(c.starts, int32(at)), append(c.inside, false)
	return at
}

// cut returns the words of the run, last word first. The slice is the cutter's own.
func (c *cutter) cut() []found {
	n := len(c.codes)
	c.steps = grown(c.steps[:0], n+1)
	clear(c.steps)
	c.findPairs()
	for at, next := 0, 0; at < n; at = next {
		for next = at + 1; c.inside[next]; next++ {
		}
		if !c.reach(at, next) {
			c.offer(next, unknownCost, at, 0)
		}
	}
	c.found = c.found[:0]
	for at := n; at > 0; {
		s := c.steps[at]
		c.found = append(c.found, found{c.starts[s.from], c.starts[at], s.slot, int(s.from)+1 == at})
		at = int(s.from)
	}
	return c.found
}

// findPairs notes which characters begin a word together with the next one. Doing this for all at once fetches their slots at the same
// time: they are all over the dictionary.
func (c *cutter) findPairs() {
	n := len(c.codes)
	c.pairs = grown(c.pairs[:0], n)
	slots := c.segmenter.dictionary.slots
	for at, code := range c.codes[:n-1] {
		base, next := slots[code].base, c.codes[at+1]
		c.pairs[at] = slots[base+uint32(next)].label == next
	}
	c.pairs[n-1] = false
}

// reach offers every word that begins at a border, and reports whether one of them ends at the next.
func (c *cutter) reach(at, next int) (known bool) {
	slots := c.segmenter.dictionary.slots
	for end, base := at, uint32(0); end < len(c.codes); {
		code := c.codes[end]
		index := base + uint32(code)
		s := &slots[index]
		if code == 0 || s.label != code {
			break
		}
		end++
		if s.cost != 0 && !c.inside[end] {
			c.offer(end, s.cost, at, index)
			known = known || end == next
		}
		if base = s.base; base == 0 || end == at+1 && !c.pairs[at] {
			break
		}
	}
	return known
}

// offer takes a word for the way to the border at its end if that is cheaper than what was found before.
func (c *cutter) offer(end int, cost float32, from int, slot uint32) {
	if way := c.steps[from].cost + cost; c.steps[end].cost == 0 || way < c.steps[end].cost {
		c.steps[end] = step{way, int32(from), slot}
	}
}

// Bits beside the code in a characterTable.
const (
	letterBit = 1 << 15
	latinBit  = 1 << 14
)

// characterTable has the code of every character, and whether it is a letter and whether gse joins it to its neighbours.
type characterTable struct {
	bmp    [maxBMP + 1]uint16
	beyond map[rune]uint16 // codes
}

func newCharacterTable(alphabet []rune) *characterTable {
	t, classes := &characterTable{beyond: make(map[rune]uint16)}, classes()
	for i, r := range alphabet {
		if r > maxBMP {
			t.beyond[r] = uint16(i + 1)
		} else {
			t.bmp[r] = uint16(i + 1)
		}
	}
	for c := 'A'; c <= 'Z'; c++ { // gse lowers them
		t.bmp[c] = t.bmp[c+'a'-'A']
	}
	for r, class := range classes {
		if class&letter != 0 {
			t.bmp[r] |= letterBit
		}
		if class&latinUnit != 0 {
			t.bmp[r] |= latinBit
		}
	}
	return t
}

func (t *characterTable) of(r rune) uint16 {
	if uint32(r) <= maxBMP {
		return t.bmp[r]
	}
	code := t.beyond[r]
	if beyond(r)&letter != 0 {
		code |= letterBit
	}
	return code
}
