package story

import "slices"

// touch notes the stories of old articles whose parent may be another one now: because an article that they are compared with is gone, because
// a fresh one came among these, or because the bound of the window moved.
func (u *updating) touch(gone []*Member) {
	changed := make(map[uint64][]*Member) // the gone, by band
	for m := range u.fresh {
		for _, band := range m.Print.Bands() {
			changed[band] = nil
		}
	}
	for _, m := range gone {
		for _, band := range m.Print.Bands() {
			changed[band] = append(changed[band], m)
		}
	}
	for band, gone := range changed {
		u.touchBand(u.near[band], gone)
	}
}

// change is an article of a band with how it changed.
type change struct {
	*Member
	fresh, gone bool
}

// touchBand goes through a band as it was and as it is, with two windows that move along: what is in one of them alone is what makes a
// difference to the article behind them.
func (u *updating) touchBand(near, gone []*Member) {
	all := make([]change, 0, len(near)+len(gone))
	for _, m := range near {
		all = append(all, change{Member: m, fresh: u.fresh[m]})
	}
	for _, m := range gone {
		all = append(all, change{Member: m, gone: true})
	}
	slices.SortFunc(all, func(a, b change) int { return compareMembers(a.Member, b.Member) })
	was := &trail{all: all, window: u.window, belongs: func(c change) bool { return !c.fresh }}
	is := &trail{all: all, window: u.window, belongs: func(c change) bool { return !c.gone }}
	last := -1 // where the last change was
	for at, later := range all {
		from := min(was.from, is.from)
		if later.fresh || later.gone {
			last = at
		} else if last >= from && !u.touched[later.Story] {
			for i := from; i < at && !u.touched[later.Story]; i++ {
				if was.has(i) != is.has(i) && matters(all[i], later.Member) {
					u.touched[later.Story] = true
				}
			}
		}
		was.pass(at)
		is.pass(at)
	}
}

// matters reports whether it can change the story of later that c came into its window or left it. One that has come with the same story
// cannot: who was the parent is of that story too.
func matters(c change, later *Member) bool {
	return !(c.fresh && c.Story == later.Story) && c.reprints(&later.Article)
}

// trail is the window behind a place in a band: the last articles that belong, as many as are compared.
type trail struct {
	all     []change
	window  int
	belongs func(change) bool
	from    int // the first
	count   int
}

// has reports whether the article at a place before the trail's end is in the window.
func (t *trail) has(at int) bool { return at >= t.from && t.belongs(t.all[at]) }

// pass takes the article at the trail's end into the window.
func (t *trail) pass(at int) {
	if !t.belongs(t.all[at]) {
		return
	}
	for t.count++; t.count > t.window; t.from++ {
		if t.belongs(t.all[t.from]) {
			t.count--
		}
	}
}
