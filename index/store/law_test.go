package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
)

// model is what the store must equal: a plain map.
type model struct {
	live map[news.ID]held
	last uint64
}

type held struct {
	seq     uint64
	article news.Article
}

func (m *model) put(a news.Article) Change {
	old, there := m.live[a.ID]
	same := old.article
	same.History = a.History
	if there && cmp.Equal(same, a) {
		return Change{old.seq, 0, a.ID, index.Unchanged}
	}
	m.last++
	if there {
		a.History = old.article.History.Next(noon)
	}
	m.live[a.ID] = held{m.last, a}
	if there {
		return Change{m.last, old.seq, a.ID, index.Replaced}
	}
	return Change{m.last, 0, a.ID, index.Added}
}

func (m *model) delete(id news.ID) (Change, bool) {
	old, there := m.live[id]
	if !there {
		return Change{}, false
	}
	m.last++
	delete(m.live, id)
	return Change{m.last, old.seq, id, Deleted}, true
}

func randomArticle(r *rand.Rand) news.Article {
	return article(fmt.Sprintf("新闻-%d", r.IntN(12)), fmt.Sprintf("第%d版", r.IntN(3)), "河边的灯会照常举行。")
}

// TestAgainstMap: after any sequence of calls, closings included, store and map answer alike.
func TestAgainstMap(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			dir := t.TempDir()
			s := openTest(t, dir)
			m := &model{live: map[news.ID]held{}}
			for range 60 {
				switch r.IntN(8) {
				case 0:
					if err := s.Close(); err != nil {
						t.Fatal(err)
					}
					s = openTest(t, dir)
				case 1, 2:
					checkDelete(t, r, s, m)
				default:
					checkPut(t, r, s, m)
				}
				checkSnapshot(t, s, m)
			}
			checkReplay(t, s, m, uint64(r.IntN(int(m.last))))
		})
	}
}

func checkPut(t *testing.T, r *rand.Rand, s *Store, m *model) {
	t.Helper()
	var batch []news.Article
	var want []Change
	for range r.IntN(6) {
		a := randomArticle(r)
		batch, want = append(batch, a), append(want, m.put(a))
	}
	if diff := cmp.Diff(want, put(t, s, batch...)); diff != "" {
		t.Fatal(diff)
	}
}

func checkDelete(t *testing.T, r *rand.Rand, s *Store, m *model) {
	t.Helper()
	var batch []news.ID
	var want []Change
	for range r.IntN(4) {
		id := randomArticle(r).ID
		batch = append(batch, id)
		if c, there := m.delete(id); there {
			want = append(want, c)
		}
	}
	got, err := s.Delete(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
}

func checkSnapshot(t *testing.T, s *Store, m *model) {
	t.Helper()
	sn := s.Snapshot()
	defer sn.Close()
	if sn.Last() != m.last || sn.Count() != len(m.live) || s.Last() != m.last || s.Count() != len(m.live) {
		t.Fatalf("last %d, count %d; want %d, %d", sn.Last(), sn.Count(), m.last, len(m.live))
	}
	var got []Record
	for rec, err := range sn.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, rec)
	}
	var want []Record
	for _, h := range m.live {
		want = append(want, Record{h.seq, h.article})
	}
	slices.SortFunc(want, func(a, b Record) int { return int(a.Seq) - int(b.Seq) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
}

// checkReplay: the log from the start, or from a moment known by its first half, ends in the live set; trimming forgets the rest.
func checkReplay(t *testing.T, s *Store, m *model, half uint64) {
	t.Helper()
	live := map[news.ID]uint64{}
	apply := func(after, upTo uint64) {
		for c, err := range s.Changes(t.Context(), after) {
			if err != nil {
				t.Fatal(err)
			}
			if c.Seq > upTo {
				break
			}
			if live[c.ID] != c.Removed {
				t.Fatalf("%+v removes another record than %d", c, live[c.ID])
			}
			if c.Action == Deleted {
				delete(live, c.ID)
			} else {
				live[c.ID] = c.Seq
			}
		}
	}
	apply(0, half)
	if err := s.TrimChanges(half); err != nil {
		t.Fatal(err)
	}
	apply(half, m.last)
	want := map[news.ID]uint64{}
	for id, h := range m.live {
		want[id] = h.seq
	}
	if !maps.Equal(live, want) {
		t.Errorf("replay gives %v, want %v", live, want)
	}
}
