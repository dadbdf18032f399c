package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"xunbao/internal/news"
)

// benchArticle is about as long as a news item (2 KB) and no two are alike.
func benchArticle(n int) news.Article {
	r := rand.New(rand.NewPCG(uint64(n), 2))
	var body strings.Builder
	for body.Len() < 2000 {
		body.WriteRune(rune(0x4e00 + int(r.ExpFloat64()*600)%20000))
	}
	return article(fmt.Sprint(n), fmt.Sprintf("第%d号快讯", n), body.String())
}

func BenchmarkPut500(b *testing.B) {
	s := openTest(b, b.TempDir())
	n := 0
	for b.Loop() {
		b.StopTimer()
		batch := make([]news.Article, 500)
		for i := range batch {
			batch[i] = benchArticle(n)
			n++
		}
		b.StartTimer()
		put(b, s, batch...)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkTexts reads 10,000 texts of 20,000.
func BenchmarkTexts(b *testing.B) {
	dir := b.TempDir()
	s := openTest(b, dir)
	for n := 0; n < 20_000; n += 1000 {
		batch := make([]news.Article, 1000)
		for i := range batch {
			batch[i] = benchArticle(n + i)
		}
		put(b, s, batch...)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	s = openTest(b, dir)
	seqs := make([]uint64, 10_000)
	for i := range seqs {
		seqs[i] = uint64(2*i + 1)
	}
	for b.Loop() {
		size := 0
		err := s.Texts(b.Context(), seqs, func(_ int, title, body []byte) error {
			size += len(title) + len(body)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(size))
	}
}
