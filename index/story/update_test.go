package story

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// family makes members whose prints are more or less alike: each comes of an earlier one with some rows changed, or of none.
func family(rng *rand.Rand, count int) []*Member {
	var all []*Member
	for i := range count {
		p := new(Print)
		if len(all) > 0 && rng.IntN(6) > 0 {
			*p = *all[rng.IntN(len(all))].Print
		} else {
			for row := range p {
				p[row] = uint8(rng.Uint32())
			}
		}
		for range rng.IntN(rows / 3) {
			p[rng.IntN(rows)] = uint8(rng.Uint32())
		}
		at := int64(rng.IntN(20)) * soon / 8 // several at the same time, some far apart
		if rng.IntN(8) == 0 {
			at = Undated
		}
		all = append(all, &Member{Article: Article{At: at, Key: rng.Uint64(), Print: p}, Seq: uint64(i + 1)})
	}
	return all
}

// bruteForce finds stories by the definition.
func bruteForce(window int, all []*Member) map[*Member]uint64 {
	stories := make(map[*Member]uint64)
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, compareMembers)
	for i, m := range sorted {
		stories[m] = m.Key
		compared := make(map[*Member]bool)
		for _, band := range m.Print.Bands() {
			left := window
			for j := i - 1; j >= 0 && left > 0; j-- {
				if slices.Contains(sorted[j].Print.Bands(), band) {
					compared[sorted[j]] = true
					left--
				}
			}
		}
		for _, earlier := range sorted[:i] {
			if compared[earlier] && earlier.reprints(&m.Article) {
				stories[m] = stories[earlier]
				break
			}
		}
	}
	return stories
}

// table is a View of a few members.
type table map[*Member]bool

func (t table) Near(band uint64) (near []*Member, err error) {
	for m := range t {
		if slices.Contains(m.Print.Bands(), band) {
			near = append(near, m)
		}
	}
	return near, nil
}

func (t table) Of(story uint64) (members []*Member, err error) {
	for m := range t {
		if m.Story == story {
			members = append(members, m)
		}
	}
	return members, nil
}

// TestUpdateIsBruteForce: whatever comes and goes in whatever order and batches, the stories are those that the definition gives, Update
// names just the articles that moved, and Resolve comes to the same. So it is with a window of a few articles, which moves all the time.
func TestUpdateIsBruteForce(t *testing.T) {
	for _, window := range []int{1, 2, 3, 5, window} {
		t.Run(fmt.Sprint("window of ", window), func(t *testing.T) { testUpdateIsBruteForce(t, window) })
	}
}

func testUpdateIsBruteForce(t *testing.T, window int) {
	several := 0
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 5))
		waiting := family(rng, 60)
		rng.Shuffle(len(waiting), func(i, j int) { waiting[i], waiting[j] = waiting[j], waiting[i] })
		here := make(table)
		for step := 0; len(waiting) > 0; step++ {
			var gone, fresh []*Member
			for m := range here {
				if rng.IntN(12) == 0 && step > 4 {
					gone = append(gone, m)
				}
			}
			for range min(1+rng.IntN(6), len(waiting)) {
				fresh = append(fresh, waiting[0])
				waiting = waiting[1:]
			}
			before := make(map[*Member]uint64)
			for _, m := range gone {
				delete(here, m)
			}
			for m := range here {
				before[m] = m.Story
			}
			moved, err := update(window, here, gone, fresh)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range fresh {
				here[m] = true
			}
			all := make([]*Member, 0, len(here))
			for m := range here {
				all = append(all, m)
			}
			want := bruteForce(window, all)
			found := resolved(t, window, all)
			for i, m := range all {
				if m.Story != want[m] || found[i] != want[m] {
					t.Fatalf("seed %d, step %d: article %d is in story %x, resolved %x, want %x", seed, step, m.Seq, m.Story, found[i], want[m])
				}
				old, was := before[m]
				if was && slices.Contains(moved, m) != (old != m.Story) {
					t.Fatalf("seed %d, step %d: article %d moved: %v, from %x to %x", seed, step, m.Seq, slices.Contains(moved, m), old, m.Story)
				}
				if m.Story != m.Key {
					several++
				}
			}
		}
	}
	if several < 1000 {
		t.Errorf("only %d times an article is in the story of another", several)
	}
}

func resolved(t *testing.T, window int, all []*Member) []uint64 {
	t.Helper()
	groups := make(map[uint64][]uint32)
	for i, m := range all {
		for _, band := range m.Print.Bands() {
			groups[band] = append(groups[band], uint32(i))
		}
	}
	stories, err := resolve(window, len(all), func(n uint32) Article { return all[n].Article }, func(visit func([]uint32)) error {
		for _, docs := range groups {
			visit(docs)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return stories
}

// TestUpdateTouchesFew: a further reprint of a story makes no member of it be read anew, and an earlier one moves them all.
func TestUpdateTouchesFew(t *testing.T) {
	p := printOf("", fmt.Sprint(original))
	here := make(table)
	first := &Member{Article: Article{At: 100, Key: 7, Print: p}}
	for i, m := range []*Member{first, {Article: Article{At: 300, Key: 8, Print: p}}, {Article: Article{At: 200, Key: 9, Print: p}}} {
		moved, err := Update(here, nil, []*Member{m})
		if err != nil || len(moved) > 0 || m.Story != 7 {
			t.Errorf("article %d: moved %d, story %d, %v", i, len(moved), m.Story, err)
		}
		here[m] = true
	}
	earlier := &Member{Article: Article{At: 50, Key: 10, Print: p}}
	moved, err := Update(here, nil, []*Member{earlier})
	if err != nil || len(moved) != 3 || first.Story != 10 {
		t.Errorf("an earlier one: moved %d, story %d, %v", len(moved), first.Story, err)
	}
}
