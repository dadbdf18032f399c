package ledger

import (
	"strings"
	"unicode"
)

// longest is how many code points of a text are kept.
const longest = 200

// printed cuts a text, which a stranger may have written, and takes out of it what is not printed: ends of lines, what moves the cursor of a terminal, and
// marks that turn the direction of writing.
func printed(text string) string {
	var out strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > longest {
			out.WriteString("…")
			break
		}
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case !unicode.IsPrint(r):
			r = unicode.ReplacementChar
		}
		out.WriteRune(r)
	}
	return out.String()
}
