package extract_test

import (
	"os"
	"path/filepath"
	"testing"

	"xunbao/index/extract"
)

// BenchmarkHTML extracts the golden pages, and the saved ones beside the repository when they are there.
func BenchmarkHTML(b *testing.B) {
	paths, err := filepath.Glob("testdata/html/*.html")
	if err != nil {
		b.Fatal(err)
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
	b.SetBytes(int64(size / len(pages)))
	for i := 0; b.Loop(); i++ {
		extract.Text(pages[i%len(pages)])
	}
}
