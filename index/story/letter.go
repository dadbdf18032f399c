package story

import (
	"unicode"
	"unicode/utf8"
)

// minLetters is the least number of letters a body needs to stand for a story by itself; below it the title counts too, so that
// two articles that say only 图片新闻 are not one story.
const minLetters = 30

// isLetter is unicode.IsLetter or unicode.IsNumber, with the common cases first.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return 0x4e00 <= r && r <= 0x9fa5 || unicode.IsLetter(r) || unicode.IsNumber(r)
}
