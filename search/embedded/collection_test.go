package embedded

import (
	"testing"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
)

// emptyCollection opens a collection for a test.
func emptyCollection(t *testing.T) (*index.Collection, *zh.Segmenter) {
	t.Helper()
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	collection, err := index.Open(t.Context(), index.Config{Dir: t.TempDir(), Segmenter: segmenter})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := collection.Close(); err != nil {
			t.Error(err)
		}
	})
	return collection, segmenter
}
