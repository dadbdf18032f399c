package suggest

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// distance is the number of characters to change, insert, delete or swap with their neighbour (optimal string alignment).
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// scramble makes texts of few different characters, so that many are near one another.
func scramble(random *rand.Rand) []rune {
	letters := []rune("水库云溪𠮷a")
	out := make([]rune, 2+random.IntN(5))
	for i := range out {
		out[i] = letters[random.IntN(len(letters))]
	}
	return out
}

// TestNear: what is found is exactly what lies one slip away.
func TestNear(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var entries []Entry
	texts := make(map[string]bool)
	for range 3000 {
		text := string(scramble(random))
		texts[text] = true
		entries = append(entries, Entry{text, 5, Word})
	}
	x := Build(entries, readings(t))
	for range 300 {
		typed := scramble(random)
		var got, want []string
		x.near(typed, func(i int, _ edit) { got = append(got, x.folded.at(i)) })
		for text := range texts {
			if distance(typed, []rune(text)) == 1 {
				want = append(want, text)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Fatalf("%s: got %q, want %q", string(typed), got, want)
		}
	}
}

func TestSlip(t *testing.T) {
	for _, c := range []struct {
		typed, text string
		want        edit
		place       int
	}{
		{"水库", "水库", editNone, 0},
		{"水酷", "水库", editOther, 1},
		{"水", "水库", editMore, 1},
		{"云水库", "水库", editLess, 0},
		{"水水库", "水库", editTwice, 1},
		{"库水", "水库", editSwap, 0},
		{"云溪水酷", "云溪水库", editOther, 3},
		{"云酷溪水", "云溪水库", editNone, 0},
	} {
		if got, place := slip([]rune(c.typed), c.text); got != c.want || place != c.place {
			t.Errorf("%s for %s: got %d at %d, want %d at %d", c.typed, c.text, got, place, c.want, c.place)
		}
	}
}
