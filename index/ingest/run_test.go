package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"xunbao/index"
	"xunbao/internal/news"
)

// fakeWriter keeps IDs; it rejects titles with 坏, and fails at the batch numbered failAt.
type fakeWriter struct {
	kept    map[news.ID]string
	batches []int
	failAt  int
	onPut   func()
}

func (w *fakeWriter) Put(ctx context.Context, batch []news.Article) ([]index.Outcome, error) {
	if w.onPut != nil {
		w.onPut()
	}
	w.batches = append(w.batches, len(batch))
	if len(w.batches) == w.failAt {
		return nil, errors.New("the disk is full")
	}
	var out []index.Outcome
	for _, a := range batch {
		o := index.Outcome{ID: a.ID, Action: index.Added}
		old, there := w.kept[a.ID]
		switch {
		case strings.Contains(a.Title, "坏"):
			o.Action, o.Err = index.Rejected, errors.New("坏")
		case there && old == a.Title:
			o.Action = index.Unchanged
		case there:
			o.Action = index.Replaced
		}
		if o.Err == nil {
			w.kept[a.ID] = a.Title
		}
		out = append(out, o)
	}
	return out, nil
}

func (w *fakeWriter) Delete(context.Context, []news.ID) (int, error) { return 0, nil }

var _ index.Writer = (*fakeWriter)(nil)

func TestRun(t *testing.T) {
	in := "{\"id\":1,\"title\":\"一\"}\n{\"id\":1,\"title\":\"一\"}\n{\"id\":1,\"title\":\"二\"}\nbad\n{\"id\":2,\"title\":\"坏\"}\n"
	w := &fakeWriter{kept: map[news.ID]string{}}
	var last index.Progress
	sum, err := Run(context.Background(), Lines(context.Background(), strings.NewReader(in), "f"), w, func(p index.Progress) { last = p })
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(sum.Read, sum.Added, sum.Replaced, sum.Unchanged, sum.Rejected, sum.Bytes, last.Done)
	if want := fmt.Sprint(5, 1, 1, 1, 2, 12, 5); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var origins []string
	for _, r := range sum.Rejections {
		origins = append(origins, r.Origin)
	}
	if !slices.Equal(origins, []string{"f:4", "f:5"}) {
		t.Errorf("rejections %q", origins)
	}
}

func many(n int, body string) index.Records {
	return func(yield func(index.Record, error) bool) {
		for i := range n {
			a := news.Article{ID: news.ID(fmt.Sprint(i)), Title: "题", Body: body}
			if !yield(index.Record{Article: a, Origin: fmt.Sprint("f:", i+1)}, nil) {
				return
			}
		}
	}
}

func TestRunBatches(t *testing.T) {
	w := &fakeWriter{kept: map[news.ID]string{}}
	if _, err := Run(context.Background(), many(1200, ""), w, nil); err != nil || !slices.Equal(w.batches, []int{500, 500, 200}) {
		t.Errorf("batches %v, %v", w.batches, err)
	}
	w = &fakeWriter{kept: map[news.ID]string{}}
	if _, err := Run(context.Background(), many(5, strings.Repeat("x", 2<<20)), w, nil); err != nil || !slices.Equal(w.batches, []int{2, 2, 1}) {
		t.Errorf("batches of bytes %v, %v", w.batches, err)
	}
}

func TestRunStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w := &fakeWriter{kept: map[news.ID]string{}, onPut: cancel}
	sum, err := Run(ctx, many(1200, ""), w, nil)
	if !errors.Is(err, context.Canceled) || sum.Read != 500 || sum.Added != 500 {
		t.Errorf("cancelled: %+v, %v", sum, err)
	}
	w = &fakeWriter{kept: map[news.ID]string{}, failAt: 2}
	sum, err = Run(context.Background(), many(1200, ""), w, nil)
	if err == nil || !strings.Contains(err.Error(), "from f:501 on: the disk is full") || sum.Added != 500 {
		t.Errorf("failing writer: %+v, %v", sum, err)
	}
	gone := errors.New("gone")
	w = &fakeWriter{kept: map[news.ID]string{}}
	sum, err = Run(context.Background(), func(yield func(index.Record, error) bool) {
		_ = yield(index.Record{Article: news.Article{ID: "1", Title: "一"}, Origin: "f:1"}, nil) && yield(index.Record{}, gone)
	}, w, nil)
	if !errors.Is(err, gone) || sum.Added != 1 {
		t.Errorf("failing source: %+v, %v", sum, err)
	}
}
