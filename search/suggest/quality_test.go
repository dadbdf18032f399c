package suggest

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"xunbao/index/analysis/zh"
	"xunbao/search"
)

// Marks of the quality of suggestions, and how many queries are asked.
const (
	wrongHomophones, pinyins, rights = 300, 300, 500

	markFirst, markThree, markFalse = 0.85, 0.95, 0.01
)

// trial is a query and the text that should be suggested for it; empty for none.
type trial struct{ typed, want string }

// tally is how a set of trials went.
type tally struct {
	asked, first, three, offers int
	took                        []time.Duration
}

func (a tally) rate(n int) float64 { return float64(n) / float64(max(1, a.asked)) }

func (a tally) p95() time.Duration {
	slices.Sort(a.took)
	return a.took[len(a.took)*95/100]
}

// ask asks for every trial. The time of counting articles is the search engine's and left out.
func (c *corpus) ask(t *testing.T, name string, trials []trial) tally {
	t.Helper()
	out := tally{asked: len(trials)}
	var missed []string
	for _, q := range trials {
		c.counting = 0
		started := time.Now()
		got, err := c.index.Suggest(t.Context(), q.typed, 8, c.count)
		out.took = append(out.took, time.Since(started)-c.counting)
		if err != nil {
			t.Fatal(err)
		}
		place := slices.IndexFunc(got, func(s search.Suggestion) bool { return s.Text == q.want })
		if place == 0 {
			out.first++
		}
		if place >= 0 && place < 3 {
			out.three++
		}
		if slices.ContainsFunc(got, func(s search.Suggestion) bool { return s.Kind == search.Correction }) {
			out.offers++
		}
		if (q.want != "" && place != 0 || q.want == "" && len(got) > 0 && got[0].Kind == search.Correction) && len(missed) < 12 {
			line := q.typed + "→"
			for _, s := range got[:min(3, len(got))] {
				line += s.Text + " "
			}
			missed = append(missed, line+"("+q.want+")")
		}
	}
	t.Logf("%s: %d asked, first %.3f, first three %.3f, corrections offered %.3f, p95 %v, e.g. %s", name, out.asked,
		out.rate(out.first), out.rate(out.three), out.rate(out.offers), out.p95(), strings.Join(missed, "; "))
	return out
}

// TestQuality holds the marks on the sample and, when they are there, on real texts.
func TestQuality(t *testing.T) {
	t.Run("sample", func(t *testing.T) { quality(t, sampleCorpus(t), 3) })
	t.Run("shared", func(t *testing.T) {
		c := sharedCorpus(t, 3)
		if c == nil {
			t.Skip("no texts beside the repository")
		}
		quality(t, c, 10)
	})
}

// quality asks for words that stand in at least fewest articles.
func quality(t *testing.T, c *corpus, fewest int) {
	s := newSampler(c, fewest)
	t.Logf("%d articles, %d texts, %d words asked for", len(c.texts), c.index.Len(), len(s.words))
	wrong := c.ask(t, "wrong homophones", s.homophones(wrongHomophones))
	full := c.ask(t, "pinyin in full", s.pinyin(pinyins/3, s.full))
	initials := c.ask(t, "initials", s.pinyin(pinyins/3, s.initials))
	mixed := c.ask(t, "mixed", s.pinyin(pinyins-pinyins/3*2, s.mixed))
	right := c.ask(t, "right", s.rights(t, rights))
	c.ask(t, "one character wrong", s.slips(100, s.wrong))
	c.ask(t, "one character missing", s.slips(100, s.missing))
	c.ask(t, "one character too many", s.slips(100, s.extra))

	sound := tally{asked: full.asked + initials.asked + mixed.asked, first: full.first + initials.first + mixed.first,
		three: full.three + initials.three + mixed.three}
	for name, a := range map[string]tally{"wrong homophones": wrong, "pinyin": sound} {
		if a.rate(a.first) < markFirst || a.rate(a.three) < markThree {
			t.Errorf("%s: first %.3f, first three %.3f; the marks are %.2f and %.2f", name, a.rate(a.first), a.rate(a.three), markFirst, markThree)
		}
	}
	if right.rate(right.offers) > markFalse {
		t.Errorf("corrections offered for %.3f of right queries; the mark is %.2f", right.rate(right.offers), markFalse)
	}
}

// sampler makes trials of a corpus, the same ones each time.
type sampler struct {
	*corpus
	random *rand.Rand
	words  []string // of 2 to 4 characters, all Han, in enough articles
	draw   []int    // running sum of their counts
	sounds map[unit][]rune
}

func newSampler(c *corpus, fewest int) *sampler {
	s := &sampler{corpus: c, random: rand.New(rand.NewPCG(7, 11)), sounds: make(map[unit][]rune)}
	seen := make(map[rune]bool)
	for word, count := range c.words {
		runes := []rune(word)
		if count < fewest || len(runes) > 4 || !allHan(word) {
			continue
		}
		s.words = append(s.words, word)
		for _, r := range runes {
			seen[r] = true
		}
	}
	slices.Sort(s.words)
	sum := 0
	for _, word := range s.words {
		sum += c.words[word]
		s.draw = append(s.draw, sum)
	}
	for r := range seen {
		for _, u := range c.index.readings.character(r) {
			s.sounds[u] = append(s.sounds[u], r)
		}
	}
	for _, list := range s.sounds {
		slices.Sort(list)
	}
	return s
}

func allHan(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// word draws a word, each as often as articles have it when used is set.
func (s *sampler) word(used bool) string {
	if !used {
		return s.words[s.random.IntN(len(s.words))]
	}
	at, _ := slices.BinarySearch(s.draw, 1+s.random.IntN(s.draw[len(s.draw)-1]))
	return s.words[at]
}

// unknown reports whether no article has a text.
func (s *sampler) unknown(text string) bool {
	n, _ := s.count(context.Background(), text)
	return n == 0
}

// homophones replaces one character of a word by one that sounds the same, so that no article has the result.
func (s *sampler) homophones(n int) []trial {
	var out []trial
	for range 100 * n {
		word := s.word(false)
		runes := []rune(word)
		ways := s.index.readings.text(runes)
		at := s.random.IntN(len(runes))
		if len(ways) == 0 {
			continue
		}
		others := s.sounds[ways[0][at]]
		if len(others) == 0 {
			continue
		}
		runes[at] = others[s.random.IntN(len(others))]
		if typed := string(runes); typed != word && s.index.find(typed) < 0 && s.unknown(typed) {
			if out = append(out, trial{typed, word}); len(out) == n {
				break
			}
		}
	}
	return out
}

// pinyin types words as write does; a word that it cannot write is passed over.
func (s *sampler) pinyin(n int, write func(word string, units []unit) string) []trial {
	var out []trial
	for range 100 * n {
		word := s.word(true)
		ways := s.index.readings.text([]rune(word))
		if len(ways) == 0 {
			continue
		}
		if typed := write(word, ways[0]); typed != "" {
			if out = append(out, trial{typed, word}); len(out) == n {
				break
			}
		}
	}
	return out
}

func (s *sampler) full(_ string, units []unit) string {
	var out strings.Builder
	for _, u := range units {
		out.WriteString(s.index.readings.spelled[u])
	}
	return out.String()
}

// initials are typed for words of four characters: shorter ones share theirs with hundreds.
func (s *sampler) initials(_ string, units []unit) string {
	if len(units) < 4 {
		return ""
	}
	var out strings.Builder
	for _, u := range units {
		letter, _ := s.index.readings.letter(u)
		out.WriteByte(letter)
	}
	return out.String()
}

// mixed types some characters themselves and the others in pinyin, or, of longer words, the first in full and the others by letters.
func (s *sampler) mixed(word string, units []unit) string {
	var out strings.Builder
	runes := []rune(word)
	own := s.random.IntN(len(runes))
	for i, u := range units {
		letter, _ := s.index.readings.letter(u)
		switch {
		case len(runes) > 2 && s.random.IntN(2) == 0 && i != own:
			out.WriteByte(letter)
		case i == own && len(runes) < 4:
			out.WriteRune(runes[i])
		default:
			out.WriteString(s.index.readings.spelled[u])
		}
	}
	return out.String()
}

// rights draws words, and phrases of several words, that stand in at least three articles.
func (s *sampler) rights(t *testing.T, n int) []trial {
	segmenter, err := zh.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out []trial
	for len(out) < n/2 {
		out = append(out, trial{typed: s.word(false)})
	}
	for tries := 0; len(out) < n && tries < 100*n; tries++ {
		text := s.texts[s.random.IntN(len(s.texts))]
		words := segmenter.Cut(text)
		if len(words) < 8 {
			continue
		}
		from := s.random.IntN(len(words) - 6)
		phrase := text[words[from].Start:words[from+1+s.random.IntN(4)].End]
		if !wordlike(phrase) {
			continue
		}
		if articles, _ := s.count(t.Context(), phrase); articles >= 3 {
			out = append(out, trial{typed: phrase})
		}
	}
	return out
}

// slips changes words of three and four characters so that no article has the result.
func (s *sampler) slips(n int, change func(runes []rune, at int) []rune) []trial {
	var out []trial
	for range 100 * n {
		word := s.word(false)
		runes := []rune(word)
		if len(runes) < 3 {
			continue
		}
		typed := string(change(runes, s.random.IntN(len(runes))))
		if typed != word && s.index.find(typed) < 0 && s.unknown(typed) {
			if out = append(out, trial{typed, word}); len(out) == n {
				break
			}
		}
	}
	return out
}

func (s *sampler) any() rune {
	runes := []rune(s.word(false))
	return runes[s.random.IntN(len(runes))]
}

func (s *sampler) wrong(runes []rune, at int) []rune {
	runes[at] = s.any()
	return runes
}

func (s *sampler) missing(runes []rune, at int) []rune { return slices.Delete(runes, at, at+1) }

func (s *sampler) extra(runes []rune, at int) []rune { return slices.Insert(runes, at, s.any()) }
