package app

import (
	"errors"
	"testing"

	"xunbao/index"
	"xunbao/internal/news"
)

func status(t *testing.T, a *App) (articles int, sample bool) {
	t.Helper()
	s, err := a.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s.Articles, s.Sample
}

// TestSample: a folder that never held an article starts on the samples; the first own article ends that, and so does a reopening
// of a folder that has been emptied.
func TestSample(t *testing.T) {
	dir := t.TempDir()
	a, err := OpenOrSample(t.Context(), Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	articles, sample := status(t, a)
	if articles < 150 || !sample {
		t.Errorf("a new folder has %d articles, samples: %v", articles, sample)
	}
	if _, err := a.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, sample := status(t, a); !sample {
		t.Error("a rebuild of the index takes the mark off the samples")
	}
	if _, err := a.Put(t.Context(), []news.Article{{ID: "own", Title: "自己的一篇"}}); err != nil {
		t.Fatal(err)
	}
	if n, sample := status(t, a); n != articles+1 || sample {
		t.Errorf("after an own article there are %d, samples: %v", n, sample)
	}
	var all []news.ID
	for e, err := range a.Export(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Article.ID)
	}
	if _, err := a.Delete(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := OpenOrSample(t.Context(), Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if n, sample := status(t, again); n != 0 || sample {
		t.Errorf("an emptied folder starts with %d articles, samples: %v", n, sample)
	}
}

func TestHolder(t *testing.T) {
	dir := t.TempDir()
	a, err := Open(t.Context(), Config{DataDir: dir, Version: "v1"})
	if err != nil {
		t.Fatal(err)
	}
	var locked *LockedError
	if _, err := Open(t.Context(), Config{DataDir: dir}); !errors.As(err, &locked) || !errors.Is(err, index.ErrLocked) || locked.Holder != nil {
		t.Errorf("a folder held by a process that does not serve: %v", err)
	}
	key, err := a.Announce("127.0.0.1:8080")
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), Config{DataDir: dir})
	if !errors.As(err, &locked) || locked.Holder == nil || locked.Holder.Key != key || locked.Holder.Addr != "127.0.0.1:8080" || locked.Holder.Version != "v1" {
		t.Errorf("a folder held by a server: %+v, %v", locked, err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := Open(t.Context(), Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}
