package diff

// gap tells paragraphs that are not equal: pairs that are alike, in their order, were changed; the others stand in one text only.
func (c *comparison) gap(gone, added []string) []Paragraph {
	if len(gone)*len(added) > maxPairs {
		return append(whole(Gone, gone), whole(Added, added)...)
	}
	var all []Paragraph
	for _, s := range pairs(c.keys(gone), c.keys(added)) {
		switch {
		case s.old < 0:
			all = append(all, whole(Added, added[s.new:s.new+1])...)
		case s.new < 0:
			all = append(all, whole(Gone, gone[s.old:s.old+1])...)
		default:
			all = append(all, Paragraph{Changed, c.inline(gone[s.old], added[s.new])})
		}
	}
	return all
}

// pairs aligns what is alike so that the sum of likeness is highest.
func pairs(old, new []string) []step {
	oldGrams, newGrams := gramsOf(old), gramsOf(new)
	likeness := make([][]float64, len(old))
	best := make([][]float64, len(old)+1)
	for i := range best {
		best[i] = make([]float64, len(new)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		likeness[i] = make([]float64, len(new))
		for k := len(new) - 1; k >= 0; k-- {
			best[i][k] = max(best[i+1][k], best[i][k+1])
			if like := dice(oldGrams[i], newGrams[k]); like >= alike {
				likeness[i][k] = like
				best[i][k] = max(best[i][k], best[i+1][k+1]+like)
			}
		}
	}
	var steps []step
	i, k := 0, 0
	for i < len(old) || k < len(new) {
		switch {
		case i < len(old) && k < len(new) && likeness[i][k] > 0 && best[i][k] == best[i+1][k+1]+likeness[i][k]:
			steps = append(steps, step{i, k})
			i, k = i+1, k+1
		case i < len(old) && (k == len(new) || best[i+1][k] >= best[i][k+1]):
			steps = append(steps, step{i, -1})
			i++
		default:
			steps = append(steps, step{-1, k})
			k++
		}
	}
	return steps
}

// maxGrams is how many characters of a paragraph its likeness looks at.
const maxGrams = 2000

// gramsOf counts the pairs of neighbours in each text.
func gramsOf(texts []string) []map[[2]rune]int {
	all := make([]map[[2]rune]int, len(texts))
	for i, t := range texts {
		runes := []rune(t)
		runes = runes[:min(len(runes), maxGrams)]
		all[i] = map[[2]rune]int{}
		for k := 1; k < len(runes); k++ {
			all[i][[2]rune{runes[k-1], runes[k]}]++
		}
	}
	return all
}

// dice is twice what two bags share over what they hold: from 0 to 1.
func dice(a, b map[[2]rune]int) float64 {
	shared, size := 0, 0
	for gram, n := range a {
		shared += min(n, b[gram])
		size += n
	}
	for _, n := range b {
		size += n
	}
	if size == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(size)
}
