package extract_test

import (
	"os"
	"path/filepath"
	"testing"

	"xunbao/index/extract"
)

// BenchmarkText extracts the golden pages, HTML and raw text, and the saved ones beside the repository when they are there.
func BenchmarkText(b *testing.B) {
	b.Run("html", func(b *testing.B) { benchmarkPages(b, "testdata/html/*.html") })
	b.Run("raw", func(b *testing.B) { benchmarkPages(b, "testdata/layouts/*.txt") })
	b.Run("saved", func(b *testing.B) { benchmarkPages(b, filepath.Join(above(b, "shared/pages"), "*.html")) })
}

func benchmarkPages(b *testing.B, pattern string) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		b.Fatalf("no page matches %s: %v", pattern, err)
	}
	var pages []extract.Page
	size := 0
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		size += len(text)
		pages = append(pages, extract.Page{Name: filepath.Base(path), Text: string(text)})
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, page := range pages {
			extract.Text(page)
		}
	}
	b.ReportMetric(float64(len(pages)*b.N)/b.Elapsed().Seconds(), "pages/s")
}
