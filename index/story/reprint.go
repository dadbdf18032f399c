package story

// How many rows of their prints, of 56, reprints have in common at least. Outlets reprint within days: then 36 are enough, which stand for 0.64
// of all the shingles of both texts. That is a text of which a sixth is replaced, or that is cut or lengthened by half; less is an item inside a
// longer piece, or two texts that quote the same. Articles that are far from one another in time, or without one, must have 0.77 in common.
const (
	alikeSoon = 36
	alikeEver = 43
	soon      = 30 * 24 * 60 * 60 // seconds
)

// reprints reports whether two articles with letters are reprints of one another.
func (a *Article) reprints(b *Article) bool {
	common := a.Print.common(b.Print)
	if common >= alikeEver || common < alikeSoon {
		return common >= alikeEver
	}
	first, last := min(a.At, b.At), max(a.At, b.At)
	return last != Undated && uint64(last)-uint64(first) <= soon
}
