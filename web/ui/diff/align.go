package diff

// step is one place of an alignment: the same in both, or -1 in the text that lacks it.
type step struct{ old, new int }

// align finds a longest common subsequence. Where the table would be too large, only what both begin and end with is common.
func (c *comparison) align(old, new []string) []step {
	var steps []step
	start := 0
	for start < len(old) && start < len(new) && old[start] == new[start] {
		steps = append(steps, step{start, start})
		start++
	}
	endOld, endNew := len(old), len(new)
	for endOld > start && endNew > start && old[endOld-1] == new[endNew-1] {
		endOld, endNew = endOld-1, endNew-1
	}
	for _, s := range c.middle(old[start:endOld], new[start:endNew]) {
		if s.old >= 0 {
			s.old += start
		}
		if s.new >= 0 {
			s.new += start
		}
		steps = append(steps, s)
	}
	for i := range len(old) - endOld {
		steps = append(steps, step{endOld + i, endNew + i})
	}
	return steps
}

// middle fills the table of the lengths of common subsequences of what follows, and walks it.
func (c *comparison) middle(old, new []string) []step {
	width := len(new) + 1
	cells := (len(old) + 1) * width
	var table []uint16
	if len(old) > 0 && len(new) > 0 && cells <= min(maxCells, c.left) {
		c.left -= cells
		table = make([]uint16, cells)
		for i := len(old) - 1; i >= 0; i-- {
			for k := len(new) - 1; k >= 0; k-- {
				if old[i] == new[k] {
					table[i*width+k] = table[(i+1)*width+k+1] + 1
				} else {
					table[i*width+k] = max(table[(i+1)*width+k], table[i*width+k+1])
				}
			}
		}
	}
	var steps []step
	i, k := 0, 0
	for i < len(old) || k < len(new) {
		switch {
		case table != nil && i < len(old) && k < len(new) && old[i] == new[k]:
			steps = append(steps, step{i, k})
			i, k = i+1, k+1
		case i < len(old) && (table == nil || k == len(new) || table[(i+1)*width+k] >= table[i*width+k+1]):
			steps = append(steps, step{i, -1})
			i++
		default:
			steps = append(steps, step{-1, k})
			k++
		}
	}
	return steps
}
