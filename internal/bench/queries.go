package bench

import (
	"iter"
	"math/rand/v2"
	"unicode"

	"xunbao/internal/news"
)

// Queries draws n queries from the titles of articles: runs of two to six Chinese characters, frequent and rare as they stand. The
// same articles and seed give the same queries.
func Queries(articles iter.Seq[news.Article], n int, seed uint64) []string {
	rng := rand.New(rand.NewPCG(seed, seed))
	var drawn []string
	seen := 0
	for a := range articles {
		query := draw(rng, a.Title)
		if query == "" {
			continue
		}
		seen++
		if len(drawn) < n {
			drawn = append(drawn, query)
		} else if at := rng.IntN(seen); at < n { // every title has the same chance (reservoir sampling)
			drawn[at] = query
		}
	}
	return drawn
}

func draw(rng *rand.Rand, title string) string {
	runs := hanRuns(title)
	if len(runs) == 0 {
		return ""
	}
	run := runs[rng.IntN(len(runs))]
	length := min(len(run), 2+rng.IntN(5))
	at := rng.IntN(len(run) - length + 1)
	return string(run[at : at+length])
}

// hanRuns lists the runs of at least two Chinese characters of a title.
func hanRuns(title string) [][]rune {
	var runs [][]rune
	var run []rune
	for _, r := range title + "\n" {
		if unicode.Is(unicode.Han, r) {
			run = append(run, r)
			continue
		}
		if len(run) >= 2 {
			runs = append(runs, run)
		}
		run = nil
	}
	return runs
}
