package extract

import (
	"strings"
	"unicode/utf8"
)

// surerTitle is for a page none of whose lines is what the page calls itself: the title the page gives itself when the text speaks of it
// more than of the line that was chosen.
func surerTitle(chosen string, given []string, body string) string {
	best, most := chosen, spokenOf(chosen, body)
	for _, t := range given {
		bare, _ := bareTitle(t)
		if share := spokenOf(bare, body); utf8.RuneCountInString(bare) >= 8 && share >= 0.4 && share > most+0.2 {
			best, most = bare, share
		}
	}
	return best
}

// spokenOf is how much of a title stands in a text, by pairs of letters.
func spokenOf(title, body string) float64 {
	runes := []rune(title)
	met := 0
	for i := 0; i+1 < len(runes); i++ {
		if strings.Contains(body, string(runes[i:i+2])) {
			met++
		}
	}
	return float64(met) / float64(max(len(runes)-1, 1))
}
