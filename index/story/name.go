package story

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"xunbao/internal/news"
)

// Size is the length of a story's identity in bytes.
const Size = 8

// Of is the identity of the story whose root is that article: Size bytes.
func Of(root news.ID) string {
	sum := sha256.Sum256([]byte(root))
	return string(sum[:Size])
}

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
