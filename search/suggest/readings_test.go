package suggest

import (
	"slices"
	"strings"
	"testing"
)

func readings(t testing.TB) *Readings {
	t.Helper()
	r, err := LoadReadings()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// spell writes units as their spellings, separated by blanks.
func spell(r *Readings, units []unit) string {
	words := make([]string, len(units))
	for i, u := range units {
		if words[i] = string(byte(u - plain)); u < plain {
			words[i] = r.spelled[u]
		}
	}
	return strings.Join(words, " ")
}

func TestReadings(t *testing.T) {
	r := readings(t)
	for text, want := range map[string]string{
		"厦门":      "xia men",
		"大厦":      "da sha",
		"中国银行":    "zhong guo yin hang",
		"行动":      "xing dong",
		"重庆市":     "chong qing shi",
		"重要":      "zhong yao",
		"长江":      "chang jiang",
		"音乐":      "yin yue",
		"校长":      "xiao zhang",
		"绿色":      "lv se",
		"战略":      "zhan lve",
		"5g网络":    "5 g wang luo",
		"水库":      "shui ku",
		"𠮷":       "",
		"，":       "",
		"水，库":     "",
		"зима":    "",
		"云南省曲靖市的": "yun nan sheng qu jing shi de",
	} {
		got := ""
		if ways := r.text([]rune(text)); len(ways) > 0 {
			got = spell(r, ways[0])
		}
		if got != want {
			t.Errorf("%s: read %q, want %q", text, got, want)
		}
	}
}

// TestSeveralReadings: a character of several readings gives a text several, in limits.
func TestSeveralReadings(t *testing.T) {
	r := readings(t)
	var got []string
	for _, units := range r.text([]rune("重水")) {
		got = append(got, spell(r, units))
	}
	if want := []string{"zhong shui", "chong shui"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := len(r.text([]rune(strings.Repeat("重行", 20)))); n != maxReadings {
		t.Errorf("%d readings, want %d", n, maxReadings)
	}
}

func TestBadReadings(t *testing.T) {
	for _, own := range []string{"水库 shui", "水", "云溪水库大坝 yun xi shui ku da ba"} {
		if _, err := newReadings("shui 水\nku 库\n", own); err == nil {
			t.Errorf("%q is taken", own)
		}
	}
}

func TestBlur(t *testing.T) {
	for _, same := range [][2]string{{"zhang", "zan"}, {"chi", "ci"}, {"shen", "seng"}, {"nan", "lang"}, {"jin", "jing"}, {"liang", "nian"}} {
		if blur(same[0]) != blur(same[1]) {
			t.Errorf("%s and %s are kept apart", same[0], same[1])
		}
	}
	for _, apart := range [][2]string{{"hong", "hon"}, {"ang", "eng"}, {"he", "e"}, {"zhu", "chu"}} {
		if blur(apart[0]) == blur(apart[1]) {
			t.Errorf("%s and %s are one", apart[0], apart[1])
		}
	}
}
