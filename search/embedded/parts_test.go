package embedded

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xunbao/index/analysis/zh"
	index "xunbao/index/embedded"
)

// Nearness is what a look at every choice of one place a word says.
func TestShortestIsBruteForce(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune([]rune("山水风a桥")[random.IntN(5)])
		}
		return b.String()
	}
	for range 3000 {
		text := pick(1 + random.IntN(25))
		var words [][]literal
		for range 1 + random.IntN(3) {
			words = append(words, []literal{{text: pick(1 + random.IntN(2)), fields: bothLanes}})
		}
		got, ok := shortest([]byte(text), words, false)
		want := bruteShortest(text, words)
		if !ok {
			got = -1
		}
		if got != want {
			t.Fatalf("%q with %v: gap %d, want %d", text, words, got, want)
		}
	}
}

// bruteShortest tries every choice of a place for each word; -1 when one has none.
func bruteShortest(text string, words [][]literal) int {
	best := -1
	var choose func(chosen []span)
	choose = func(chosen []span) {
		if len(chosen) < len(words) {
			for _, at := range occurrences([]byte(text), words[len(chosen)][0].text) {
				choose(append(slices.Clone(chosen), span{at, at + len(words[len(chosen)][0].text)}))
			}
			return
		}
		from, to := len(text), 0
		for _, s := range chosen {
			from, to = min(from, s.start), max(to, s.start)
		}
		end := to
		covered := make([]bool, len(text))
		mark := func(s span) {
			for i := s.start; i < s.end; i++ {
				covered[i] = true
			}
		}
		for _, s := range chosen {
			mark(s)
			end = max(end, s.start)
		}
		for _, word := range words { // whatever of the words begins in the stretch belongs to them
			for _, at := range occurrences([]byte(text), word[0].text) {
				if at >= from && at < to {
					mark(span{at, at + len(word[0].text)})
				}
			}
		}
		gap := 0
		for i := from; i < end; {
			_, size := utf8.DecodeRuneInString(text[i:])
			if !covered[i] {
				gap++
			}
			i += size
		}
		if best < 0 || gap < best {
			best = gap
		}
	}
	choose(nil)
	return best
}

func TestShortest(t *testing.T) {
	word := func(texts ...string) (out []literal) {
		for _, text := range texts {
			out = append(out, literal{text: text, fields: bothLanes})
		}
		return out
	}
	for _, c := range []struct {
		name, text string
		words      [][]literal
		want       int
	}{
		{"side by side", "昨日晚间蓝鲸湾水库放水", [][]literal{word("蓝鲸湾"), word("水库")}, 0},
		{"the nearest pair", "水库以外很远的蓝鲸湾有一座水库", [][]literal{word("蓝鲸湾"), word("水库")}, 3},
		{"in any order", "水库在蓝鲸湾", [][]literal{word("蓝鲸湾"), word("水库")}, 1},
		{"a synonym will do", "鲸湾的水库", [][]literal{word("蓝鲸湾", "鲸湾"), word("水库")}, 1},
		{"one that is missing", "蓝鲸湾的大坝", [][]literal{word("蓝鲸湾"), word("水库")}, -1},
		{"three", "放水前，蓝鲸湾一带的水库", [][]literal{word("放水"), word("蓝鲸湾"), word("水库")}, 5},
	} {
		gap, ok := shortest([]byte(zh.FoldString(c.text)), c.words, false)
		if !ok {
			gap = -1
		}
		if gap != c.want {
			t.Errorf("%s: gap %d, want %d", c.name, gap, c.want)
		}
	}
}

func TestCrossing(t *testing.T) {
	for _, c := range []struct {
		name, run string
		parts     []string
		want      []string
	}{
		{"one part has no seam", "水库", []string{"水库"}, nil},
		{"over the seam", "蓝鲸水库", []string{"蓝鲸", "水库"}, []string{"鲸水"}},
		{"not what stands inside a part too", "水水水", []string{"水水", "水"}, nil},
		{"over a word that is left out", "蓝鲸的水库", []string{"蓝鲸", "水库"}, []string{"鲸的", "的水"}},
		{"Latin", "5g专网", []string{"5g", "专网"}, []string{"g专"}},
	} {
		var units []unit
		for _, part := range c.parts {
			units = append(units, unit{text: part})
		}
		run := literal{text: c.run, parts: units}
		var got []string
		for gram := range run.crossing() {
			got = append(got, gram)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestRecency(t *testing.T) {
	const today = 20_000
	second := func(day int) int64 { return int64(day) * secondsPerDay }
	r := recency{today, 8, leftByAge(30 * 24 * time.Hour)}
	for _, c := range []struct {
		name      string
		published int64
		want      float64
	}{
		{"of today", second(today), 8},
		{"of the last second of today", second(today+1) - 1, 8},
		{"of the future", second(today + 400), 8},
		{"a half-life old", second(today - 30), 4},
		{"two", second(today - 60), 2},
		{"the last second of that day", second(today-59) - 1, 2},
		{"ten, which is as good as nothing", second(today - 300), 0},
		{"from before 1970", -1, 0},
		{"undated", index.Undated, 0},
	} {
		if got := r.of(c.published); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	for age := range 400 {
		if newer, older := r.of(second(today-age)), r.of(second(today-age-1)); older > newer {
			t.Errorf("one of %d days counts %v, one a day older %v", age, newer, older)
		}
	}
	if off := (recency{today, 8, leftByAge(0)}); off.of(second(today)) != 0 {
		t.Error("without a half-life recency counts all the same")
	}
	if got := dayOf(-1); got != -1 {
		t.Errorf("the second before 1970 is of day %d", got)
	}
}
