package eval

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"xunbao/internal/news"
	"xunbao/search"
)

// The kinds of made queries.
const (
	Headline = "headline" // a headline, to be found in bodies
	Dropped  = "dropped"  // a sentence without a third of its words
	Swapped  = "swapped"  // a sentence with words of the synonym list replaced by others of their group
)

// Sizes of what queries are made from, in code points and words.
const (
	shortestTitle    = 8
	shortestSentence = 12
	longestSentence  = 60
	fewestWords      = 6
)

// Made is a collection and queries made from it: nobody has judged them, the right answer is where the text came from.
type Made struct {
	Articles []news.Article // to be searched: without their headlines
	Topics   []Topic
}

// MakeOptions say how many queries of each kind are made, fewer when the articles do not give them, and which.
type MakeOptions struct {
	Count    int
	Seed     uint64
	Synonyms [][]string // groups of one meaning
}

// Make makes queries from articles: always the same ones for the same articles and options. Every article that holds the sentence of
// a query is right; headlines that several articles bear are not asked. Errors are the analyzer's.
func Make(ctx context.Context, analyzer search.Analyzer, articles []news.Article, o MakeOptions) (Made, error) {
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	var made Made
	for _, a := range articles {
		made.Articles = append(made.Articles, untitled(a))
	}
	made.Topics = headlines(rng, articles, made.Articles, o.Count)
	all := sentences(made.Articles)
	order := rng.Perm(len(all.texts))
	dropped, err := all.topics(order, Dropped, o.Count, func(sentence string) (string, error) { return drop(ctx, rng, analyzer, sentence) })
	if err != nil {
		return made, fmt.Errorf("cut a sentence: %w", err)
	}
	swaps := newSwaps(o.Synonyms)
	swapped, err := all.topics(order, Swapped, o.Count, func(sentence string) (string, error) { return swaps.swap(rng, sentence), nil })
	made.Topics = append(append(made.Topics, dropped...), swapped...)
	return made, err
}

// untitled is a without its headline, which some outlets repeat at the head of the body.
func untitled(a news.Article) news.Article {
	if title := strings.TrimSpace(a.Title); title != "" {
		for body := strings.TrimSpace(a.Body); strings.HasPrefix(body, title); body = a.Body {
			a.Body = strings.TrimSpace(strings.TrimPrefix(body, title))
		}
	}
	a.Title = ""
	return a
}

func headlines(rng *rand.Rand, articles, bare []news.Article, count int) []Topic {
	bearers := make(map[string]int)
	for _, a := range articles {
		bearers[a.Title]++
	}
	var topics []Topic
	for _, i := range rng.Perm(len(articles)) {
		title := articles[i].Title
		if n := len([]rune(title)); bearers[title] > 1 || n < shortestTitle || n > search.MaxQueryRunes || bare[i].Body == "" {
			continue
		}
		if len(topics) == count {
			break
		}
		topics = append(topics, topic(Headline, len(topics), title, articles[i].ID))
	}
	return topics
}

func topic(kind string, n int, query string, right ...news.ID) Topic {
	t := Topic{ID: fmt.Sprintf("%s-%d", kind, n+1), Query: query, Kind: kind, Grades: make(map[news.ID]int)}
	for _, id := range right {
		t.Grades[id] = 1
	}
	return t
}
