package eval

import (
	"context"
	"math/rand/v2"
	"strings"
	"unicode"

	"xunbao/internal/news"
	"xunbao/search"
)

// told is the sentences of articles: each once, with all articles that hold it.
type told struct {
	texts []string
	in    map[string][]news.ID
}

// sentences are those of a length that can be asked, without quotation marks, which the query language reads as phrases.
func sentences(articles []news.Article) told {
	all := told{in: make(map[string][]news.ID)}
	for _, a := range articles {
		for _, s := range strings.FieldsFunc(a.Body, func(r rune) bool { return strings.ContainsRune("。！？!?；;\n", r) }) {
			s = strings.TrimSpace(s)
			if n := len([]rune(s)); n < shortestSentence || n > longestSentence || strings.ContainsAny(s, "\"“”「」『』") {
				continue
			}
			ids := all.in[s]
			if ids == nil {
				all.texts = append(all.texts, s)
			}
			if len(ids) == 0 || ids[len(ids)-1] != a.ID {
				all.in[s] = append(ids, a.ID)
			}
		}
	}
	return all
}

// topics asks count sentences in this order as change makes them; one that change leaves empty is passed over.
func (t told) topics(order []int, kind string, count int, change func(string) (string, error)) ([]Topic, error) {
	var topics []Topic
	for _, i := range order {
		if len(topics) == count {
			break
		}
		query, err := change(t.texts[i])
		if err != nil {
			return nil, err
		}
		if query != "" {
			topics = append(topics, topic(kind, len(topics), query, t.in[t.texts[i]]...))
		}
	}
	return topics, nil
}

// drop leaves out a third of the words, with a space where something is missing. Empty when there are too few.
func drop(ctx context.Context, rng *rand.Rand, analyzer search.Analyzer, sentence string) (string, error) {
	analysis, err := analyzer.Analyze(ctx, sentence)
	if err != nil || len(analysis.Words) < fewestWords {
		return "", err
	}
	words := analysis.Words
	gone := make(map[int]bool)
	for _, i := range rng.Perm(len(words))[:len(words)/3] {
		gone[i] = true
	}
	runes, end := []rune(sentence), 0
	var b strings.Builder
	for i, w := range words {
		if gone[i] || w.Start < end {
			continue
		}
		if b.Len() > 0 && w.Start > end {
			b.WriteByte(' ')
		}
		b.WriteString(string(runes[w.Start:w.End]))
		end = w.End
	}
	return b.String(), nil
}

// swaps finds the members of synonym groups that are written in Chinese.
type swaps struct {
	groups  [][]string
	of      map[string]int // member to its group
	longest int            // member, in code points
}

func newSwaps(groups [][]string) swaps {
	s := swaps{of: make(map[string]int)}
	for _, group := range groups {
		var members []string
		for _, m := range group {
			if n := len([]rune(m)); n > 1 && strings.IndexFunc(m, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0 {
				members, s.longest = append(members, m), max(s.longest, n)
			}
		}
		if len(members) < 2 {
			continue
		}
		for _, m := range members {
			s.of[m] = len(s.groups)
		}
		s.groups = append(s.groups, members)
	}
	return s
}

// swap replaces every member, the longest at its place, by another of its group. Empty when the sentence has none.
func (s swaps) swap(rng *rand.Rand, sentence string) string {
	runes, found := []rune(sentence), false
	var b strings.Builder
	for i := 0; i < len(runes); {
		n := min(s.longest, len(runes)-i)
		for ; n > 1; n-- {
			if _, ok := s.of[string(runes[i:i+n])]; ok {
				break
			}
		}
		if n < 2 {
			b.WriteRune(runes[i])
			i++
			continue
		}
		member := string(runes[i : i+n])
		b.WriteString(other(rng, s.groups[s.of[member]], member))
		i, found = i+n, true
	}
	if !found {
		return ""
	}
	return b.String()
}

func other(rng *rand.Rand, group []string, member string) string {
	for {
		if m := group[rng.IntN(len(group))]; m != member {
			return m
		}
	}
}
