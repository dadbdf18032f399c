package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
)

// TestTextsAgainstGet: Texts visits just what Get finds, whatever the distances between the records.
func TestTextsAgainstGet(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	var batch []news.Article
	var gone []news.ID
	for i := range 500 {
		a := article(fmt.Sprint(i), fmt.Sprintf("第%d题", i), fmt.Sprintf("正文之%d。", i*i))
		batch = append(batch, a)
		if i%7 == 3 {
			gone = append(gone, a.ID)
		}
	}
	put(t, s, batch...)
	if _, err := s.Delete(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, dir)
	r := rand.New(rand.NewPCG(4, 2))
	for _, gap := range []uint64{1, 2, 3, 10, 100, 1000} {
		var seqs []uint64
		for seq := r.Uint64N(gap); seq < 520; seq += 1 + r.Uint64N(gap) {
			seqs = append(seqs, seq)
		}
		want := map[int]string{}
		for i, seq := range seqs {
			a, err := s.Get(seq)
			if err == nil {
				want[i] = a.Title + "\n" + a.Body
			} else if !errors.Is(err, index.ErrNotFound) {
				t.Fatal(err)
			}
		}
		got := map[int]string{}
		err := s.Texts(t.Context(), seqs, func(i int, title, body []byte) error {
			got[i] = string(title) + "\n" + string(body)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("gap %d: %s", gap, diff)
		}
	}
}

func TestTextsStops(t *testing.T) {
	s := openTest(t, t.TempDir())
	put(t, s, article("a", "甲", "一"), article("b", "乙", "二"))
	enough := errors.New("enough")
	calls := 0
	err := s.Texts(t.Context(), []uint64{1, 2}, func(int, []byte, []byte) error {
		calls++
		return enough
	})
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = s.Texts(ctx, []uint64{1, 2}, func(int, []byte, []byte) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := s.Texts(t.Context(), nil, nil); err != nil {
		t.Errorf("no records: %v", err)
	}
}
