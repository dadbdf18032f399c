package embedded_test

import (
	"testing"
	"time"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
	"xunbao/search/embedded"
	"xunbao/search/searchtest"
)

type backend struct {
	*embedded.Engine
	*index.Collection
}

func TestConformance(t *testing.T) {
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	searchtest.Run(t, func(t *testing.T) searchtest.Backend {
		collection, err := index.Open(t.Context(), index.Config{Dir: t.TempDir(), Segmenter: segmenter})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := collection.Close(); err != nil {
				t.Error(err)
			}
		})
		return backend{embedded.New(collection, segmenter, embedded.Options{RecencyHalfLife: 30 * 24 * time.Hour}), collection}
	})
}
