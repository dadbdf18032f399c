// Package story tells which articles are reprints of one another. So far a reprint is a body that is the same word for word after
// folding, with punctuation and white space left out. It does not say how stories are shown.
package story

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"unicode"

	"xunbao/internal/news"
)

// minLetters is the least number of letters a body needs to stand for a story by itself; below it the title counts too, so that
// two articles that say only 图片新闻 are not one story.
const minLetters = 30

// Size is the length of a story's identity in bytes.
const Size = 8

// Name is how a story is called outside: its bytes in hexadecimal.
func Name(story string) string { return hex.EncodeToString([]byte(story)) }

// Parse reads what Name wrote.
func Parse(name string) (string, error) {
	story, err := hex.DecodeString(name)
	if err != nil || len(story) != Size {
		return "", fmt.Errorf("%q is not the name of a story", name)
	}
	return string(story), nil
}

// Of returns the story of an article as Size bytes that depend on the folded text alone, so that a rebuild gives the same one. foldedTitle and foldedBody are the article's texts after zh.Fold. An article without letters is a story of its own.
func Of(id news.ID, foldedTitle, foldedBody string) string {
	h := sha256.New()
	n := writeLetters(h, foldedBody)
	if n < minLetters {
		n += writeLetters(h, "\n"+foldedTitle)
	}
	if n == 0 {
		h.Write([]byte(id))
	}
	return string(h.Sum(nil)[:Size])
}

// writeLetters writes the letters and digits of text and returns how many there were.
func writeLetters(w interface{ Write([]byte) (int, error) }, text string) int {
	buffer := make([]byte, 0, len(text))
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			buffer = append(buffer, string(r)...)
			n++
		}
	}
	w.Write(buffer) // a hash never fails
	return n
}
