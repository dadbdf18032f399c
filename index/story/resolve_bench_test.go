package story

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkTemplates finds the stories of pages of one template, which share bands but are no reprints: the time must grow with their number
// and not with its square.
func BenchmarkTemplates(b *testing.B) {
	for _, count := range []int{5_000, 10_000, 20_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			articles := make([]Article, count)
			numbers := make([]uint32, count)
			for i := range articles {
				p := &Print{}
				for row := range p {
					p[row] = 1
					if row >= bands*bandRows {
						p[row] = uint8(rng.Uint32())
					}
				}
				articles[i], numbers[i] = Article{At: int64(i) * 60, Key: uint64(i), Print: p}, uint32(i)
			}
			for b.Loop() {
				_, err := Resolve(count, func(n uint32) Article { return articles[n] }, func(visit func([]uint32)) error {
					for range bands {
						visit(numbers)
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(count), "ns/article")
		})
	}
}
