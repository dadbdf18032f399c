package suggest

import (
	"slices"
	"strings"
	"testing"
)

// show writes tokens: a syllable as it is, a first letter with a dot, a beginning with a hyphen, a character in brackets behind.
func show(r *Readings, tokens []token) string {
	var words []string
	for _, t := range tokens {
		word := ""
		switch {
		case t.letter != 0 && t.long:
			word = string(t.letter) + "h."
		case t.letter != 0:
			word = string(t.letter) + "."
		case t.head != "":
			word = t.head + "-"
		default:
			word = spell(r, []unit{t.unit})
		}
		if t.character > 'z' {
			word += "(" + string(t.character) + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestSpellings(t *testing.T) {
	r := readings(t)
	for _, c := range []struct {
		typed string
		want  []string // among the ways
		first bool     // the first of them is the first way
	}{
		{"shuiku", []string{"shui ku"}, true},
		{"sk", []string{"s. k."}, true},
		{"zgrm", []string{"z. g. r. m."}, true},
		{"zhg", []string{"zh. g."}, false},
		{"zhongg", []string{"zhong g."}, true},
		{"shuik", []string{"shui k."}, true},
		{"zhonggu", []string{"zhong gu"}, true},
		{"zhongguo", []string{"zhong guo"}, true},
		{"xian", []string{"xian", "xi an"}, true},
		{"xi'an", []string{"xi an"}, true},
		{"lvse", []string{"lv se"}, true},
		{"luse", []string{"lu se", "lv se"}, true},
		{"shui库", []string{"shui ku(库)"}, true},
		{"水ku", []string{"shui(水) ku"}, true},
		{"5gw", []string{"5 g. w."}, true},
		{"beij", []string{"bei j."}, true},
		{"beiji", []string{"bei ji"}, true},
		{"beijin", []string{"bei jin"}, true},
		{"zho", []string{"zho-"}, false},
		{"zhong guo", []string{"zhong guo"}, true},
	} {
		var ways []string
		for _, tokens := range r.spellings(c.typed) {
			ways = append(ways, show(r, tokens))
		}
		for _, want := range c.want {
			if !slices.Contains(ways, want) {
				t.Errorf("%s: %q is not among %q", c.typed, want, ways)
			}
		}
		if c.first && (len(ways) == 0 || ways[0] != c.want[0]) {
			t.Errorf("%s: understood first as %q, want %q", c.typed, ways, c.want[0])
		}
	}
}
