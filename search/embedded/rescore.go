package embedded

import (
	"slices"

	"xunbao/index/analysis/zh"
	"xunbao/search"
)

// rescored is how many entries at the head of a widened search are read to count their grams. The head is the same for every page,
// and what is added is never negative, so the order stays one order. Measured on CMRC questions: MRR .9745 without, .9795 with.
const rescored = 30

// rescores reports whether the head of the list is rescored: where a search was widened, which articles come first is all that counts.
func (r *run) rescores() bool {
	return r.relaxed == search.RelaxedAny && r.req.Sort == search.Relevance
}

// rescore adds to the first entries what the gram lane does not keep: how often each gram stands in the body.
func (r *run) rescore(c *collector) error {
	if c.scorer == nil || c.head == 0 {
		return nil
	}
	c.order()
	head := c.worst.entries[:min(c.head, len(c.worst.entries))]
	bySeq := make([]*entry, len(head))
	for i := range head {
		bySeq[i] = &head[i]
	}
	slices.SortFunc(bySeq, func(a, b *entry) int { return compare(a.seq, b.seq) })
	seqs := make([]uint64, len(bySeq))
	for i, e := range bySeq {
		seqs[i] = e.seq
	}
	grams := c.scorer.bodyGrams()
	var folded []byte
	return r.snapshot.Store.Texts(r.ctx, seqs, func(i int, _, body []byte) error {
		folded = zh.AppendFold(folded[:0], body)
		text := string(folded)
		counts := make(map[string]int, len(grams))
		zh.Grams(text, func(start, end int) {
			if _, asked := grams[text[start:end]]; asked {
				counts[text[start:end]]++
			}
		})
		e := bySeq[i]
		e.bonus = c.scorer.repeats(r.parts[e.part].segment, e.doc, grams, counts)
		e.score += e.bonus
		return nil
	})
}
