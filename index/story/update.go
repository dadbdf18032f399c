package story

import "slices"

// Member is an article with the story it belongs to. Members are the same when their addresses are.
type Member struct {
	Article
	Seq   uint64 // number of its record
	Story uint64 // the Key of the root
}

// View is what Update reads: the articles there were before a change, without those that are gone.
type View interface {
	// Near returns the articles that have a band, in any order.
	Near(band uint64) ([]*Member, error)
	// Of returns the articles that belong to a story, in any order.
	Of(story uint64) ([]*Member, error)
}

// Update sets the stories of fresh articles, which the view does not have, and returns the others whose stories change, theirs set too: by fresh
// ones, and because some are gone. The work grows with the articles that are alike, not with those there are.
func Update(view View, gone, fresh []*Member) (moved []*Member, err error) {
	return update(window, view, gone, fresh)
}

func update(window int, view View, gone, fresh []*Member) (moved []*Member, err error) {
	u := updating{window: window, view: view, near: make(map[uint64][]*Member), fresh: make(map[*Member]bool), touched: make(map[uint64]bool)}
	fresh = slices.Clone(fresh)
	slices.SortFunc(fresh, compareMembers)
	for _, m := range fresh {
		u.fresh[m] = true
		for _, band := range m.Print.Bands() {
			u.near[band] = append(u.near[band], m)
		}
	}
	if err := u.load(gone, fresh); err != nil {
		return nil, err
	}
	for _, m := range fresh {
		u.place(m)
	}
	u.touch(gone)
	return u.again(fresh)
}

type updating struct {
	window  int
	view    View
	near    map[uint64][]*Member // by band, in their order
	fresh   map[*Member]bool
	touched map[uint64]bool // stories that must be found anew
	loaded  map[uint64]bool // bands
}

// load reads the bands of members.
func (u *updating) load(groups ...[]*Member) error {
	if u.loaded == nil {
		u.loaded = make(map[uint64]bool)
	}
	for _, members := range groups {
		for _, m := range members {
			for _, band := range m.Print.Bands() {
				if u.loaded[band] {
					continue
				}
				u.loaded[band] = true
				near, err := u.view.Near(band)
				if err != nil {
					return err
				}
				u.near[band] = append(u.near[band], near...)
				slices.SortFunc(u.near[band], compareMembers)
			}
		}
	}
	return nil
}

func compareMembers(a, b *Member) int { return Compare(&a.Article, &b.Article) }

// place gives a member the story of its parent, which has its own already.
func (u *updating) place(m *Member) {
	best := m
	for _, band := range m.Print.Bands() {
		near := u.near[band]
		at, _ := slices.BinarySearchFunc(near, m, compareMembers)
		for _, earlier := range near[max(0, at-u.window):at] {
			if !earlier.Before(&best.Article) {
				break
			}
			if earlier.reprints(&m.Article) {
				best = earlier
				break
			}
		}
	}
	if m.Story = m.Key; best != m {
		m.Story = best.Story
	}
}

// again finds the stories of all members of touched stories, and of the fresh ones, which may belong to these.
func (u *updating) again(fresh []*Member) (moved []*Member, err error) {
	if len(u.touched) == 0 {
		return nil, nil
	}
	all := fresh
	before := make(map[*Member]uint64)
	for story := range u.touched {
		members, err := u.view.Of(story)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			before[m] = story
		}
		all = append(all, members...)
	}
	if err := u.load(all); err != nil {
		return nil, err
	}
	slices.SortFunc(all, compareMembers)
	for _, m := range all {
		u.place(m)
		if story, old := before[m]; old && story != m.Story {
			moved = append(moved, m)
		}
	}
	return moved, nil
}
