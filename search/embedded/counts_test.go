package embedded

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/google/go-cmp/cmp"

	index "xunbao/index/embedded"
	"xunbao/internal/news"
	"xunbao/search"
)

// TestCounts: facets, bars, totals and the order by date are what a look at every matching article gives, whether few match or all.
func TestCounts(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for range 3 {
		collection, segmenter := madeCollection(t, rng, 900)
		e := New(collection, segmenter, Options{})
		for range 150 {
			snapshot, err := e.acquire()
			if err != nil {
				t.Fatal(err)
			}
			run, err := e.begin(context.Background(), snapshot, countedRequest(rng))
			if err != nil {
				t.Fatal(err)
			}
			checkCounts(t, run)
			snapshot.Close()
		}
	}
}

func countedRequest(rng *rand.Rand) search.Request {
	req := search.NewRequest()
	req.Query = []string{"", madeQuery(rng), vocabulary[rng.IntN(3)], "灯会通知"}[rng.IntN(4)]
	req.Sort = []search.Sort{search.Newest, search.Oldest, search.Relevance}[rng.IntN(3)]
	req.Size, req.Facets = 1+rng.IntN(20), []search.Field{search.Source}
	req.Interval = []search.Interval{search.Auto, search.Day, search.Week, search.Month, search.Year}[rng.IntN(5)]
	req.Location = []*time.Location{nil, news.Shanghai(), time.UTC}[rng.IntN(3)]
	if rng.IntN(2) == 0 {
		req.Collapse = search.CollapseNone
	}
	if rng.IntN(3) == 0 {
		req.From = time.Now().Add(-time.Duration(rng.IntN(600*24)) * time.Hour)
	}
	if rng.IntN(3) == 0 {
		req.To = time.Now().Add(-time.Duration(rng.IntN(600*24)) * time.Hour)
	}
	if rng.IntN(4) == 0 {
		req.Filters = map[search.Field][]string{search.Source: {"云岭网"}}
	}
	return req
}

func checkCounts(t *testing.T, run *run) {
	t.Helper()
	req := run.req
	got, err := run.result()
	if err != nil {
		t.Fatal(err)
	}
	var all []entry
	bars, undated, sources := map[string]int{}, 0, map[string]int{}
	for i, p := range run.parts {
		columns := p.segment.Columns
		for doc := range uint32(len(columns.Seq)) {
			if p.found.Contains(doc) { // the facet's own filter is left out of its counts
				some := false
				columns.Values[index.Source].Each(doc, func(ordinal uint32) {
					some = true
					sources[run.snapshot.Names.Values[index.Source][ordinal]]++
				})
				if !some {
					sources[""]++ // articles without one
				}
			}
			at := columns.Published[doc]
			inTime := (req.From.IsZero() || at >= req.From.Unix()) && (req.To.IsZero() || at < req.To.Unix()) &&
				(at != index.Undated || req.From.IsZero() && req.To.IsZero())
			if p.set.Contains(doc) && (!inTime || !p.segment.Live.Contains(doc)) {
				t.Fatalf("document %d of %v to %v does not belong here: %v", doc, req.From, req.To, at)
			}
			if !p.set.Contains(doc) {
				continue
			}
			all = append(all, entryOf(i, columns, doc, 0))
			if at == index.Undated {
				undated++
				continue
			}
			bars[bucketStart(got.Histogram.Interval, time.Unix(at, 0).In(got.Histogram.Location)).String()]++
		}
	}
	if got.Articles != len(all) || got.Histogram.Undated != undated {
		t.Fatalf("%+v: %d articles, %d undated, want %d and %d", req, got.Articles, got.Histogram.Undated, len(all), undated)
	}
	drawn, buckets := map[string]int{}, got.Histogram.Buckets
	for i, b := range buckets {
		if b.Count > 0 {
			drawn[b.From.String()] = b.Count
		} else if i == 0 || i == len(buckets)-1 {
			t.Fatalf("%+v: the bars begin or end with none", req)
		}
		if i > 0 && !b.From.Equal(buckets[i-1].To) {
			t.Fatalf("%+v: a gap before %v", req, b.From)
		}
	}
	counted := map[string]int{}
	for _, value := range got.Facets[search.Source] {
		if value.Count > 0 {
			counted[value.Value] = value.Count
		}
	}
	if diff := cmp.Diff(bars, drawn) + cmp.Diff(sources, counted); diff != "" {
		t.Fatalf("%+v (-want +got):\n%s", req, diff)
	}
	checkOrder(t, run, got, all)
}

// checkOrder checks the number of hits and, where the date alone orders them, which they are.
func checkOrder(t *testing.T, run *run, got *search.Result, all []entry) {
	t.Helper()
	first, seen := before(run.req.Sort), map[uint32]bool{}
	slices.SortFunc(all, func(a, b entry) int {
		if first(a, b) {
			return -1
		}
		return 1
	})
	all = slices.DeleteFunc(all, func(e entry) bool {
		was := seen[e.story]
		seen[e.story] = true
		return was && run.req.Collapse != search.CollapseNone
	})
	if got.Total != len(all) {
		t.Fatalf("%+v: %d hits, want %d", run.req, got.Total, len(all))
	}
	if run.req.Sort == search.Relevance && run.req.Query != "" {
		return
	}
	for i, hit := range got.Hits {
		seq, err := run.snapshot.Store.Lookup(hit.Article.ID)
		if err != nil {
			t.Fatal(err)
		}
		if seq != all[i].seq {
			t.Fatalf("%+v: hit %d is article %d, want %d", run.req, i, seq, all[i].seq)
		}
	}
}

// TestDenseRange: a range is what a look at every time gives.
func TestDenseRange(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	edges := []int64{index.Undated, index.Undated + 1, -1, 0, 1, 1<<63 - 1}
	for range 300 {
		published := make([]int64, rng.IntN(200))
		pick := func() int64 {
			if rng.IntN(3) == 0 {
				return edges[rng.IntN(len(edges))]
			}
			return rng.Int64N(40) - 20
		}
		for i := range published {
			published[i] = pick()
		}
		from, to := pick(), pick()
		got := roaring.FromDense(denseRange(published, from, to), false)
		for doc, at := range published {
			if want := at >= from && at < to; got.Contains(uint32(doc)) != want {
				t.Fatalf("%d in [%d, %d): %v", at, from, to, !want)
			}
		}
	}
}
