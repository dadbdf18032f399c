package story

import "slices"

// Resolve finds the story of each of count articles. groups visits, for every band that several articles have, these articles; visit may
// change the slice but not keep it.
func Resolve(count int, article func(number uint32) Article, groups func(visit func(numbers []uint32)) error) ([]uint64, error) {
	return resolve(window, count, article, groups)
}

func resolve(window, count int, article func(number uint32) Article, groups func(visit func(numbers []uint32)) error) ([]uint64, error) {
	r := resolving{window: window, article: article, parents: make([]uint32, count)}
	for number := range r.parents {
		r.parents[number] = uint32(number)
	}
	if err := groups(r.group); err != nil {
		return nil, err
	}
	stories := make([]uint64, count)
	for number := range r.parents {
		a := article(r.root(uint32(number)))
		stories[number] = a.Key
	}
	return stories, nil
}

type resolving struct {
	window  int
	article func(number uint32) Article
	parents []uint32 // an article without one is its own
	sorted  []numbered
}

// numbered is an article of a group with its print beside it: large groups are gone through many times.
type numbered struct {
	Article
	print  Print
	number uint32
}

// group looks for the parents of articles among those that share a band with them.
func (r *resolving) group(numbers []uint32) {
	if len(numbers) < 2 {
		return
	}
	r.sorted = r.sorted[:0]
	for _, number := range numbers {
		a := r.article(number)
		r.sorted = append(r.sorted, numbered{a, *a.Print, number})
	}
	slices.SortFunc(r.sorted, func(a, b numbered) int { return Compare(&a.Article, &b.Article) })
	for i := range r.sorted {
		r.sorted[i].Print = &r.sorted[i].print
	}
	for i := range r.sorted {
		child := &r.sorted[i]
		best := r.article(r.parents[child.number])
		for j := max(0, i-r.window); j < i; j++ {
			earlier := &r.sorted[j]
			if !earlier.Before(&best) {
				break
			}
			if earlier.reprints(&child.Article) {
				r.parents[child.number] = earlier.number
				break
			}
		}
	}
}

// root is the article at the end of the chain of parents, which becomes the parent of all of them.
func (r *resolving) root(number uint32) uint32 {
	root := number
	for r.parents[root] != root {
		root = r.parents[root]
	}
	for number != root {
		number, r.parents[number] = r.parents[number], root
	}
	return root
}
