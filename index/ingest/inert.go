package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// inertCell keeps a spreadsheet from running a cell as a formula: an apostrophe goes before what would begin one, in half or full
// width, unless the cell is a number. plainCell takes it away again.
func inertCell(s string) string {
	if runs(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// plainCell is the inverse of inertCell.
func plainCell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && runs(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// runs reports whether a spreadsheet may take a cell for a formula.
func runs(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) && !plainNumber.MatchString(s)
}

// plainNumber is what a spreadsheet reads as a number and nothing else.
var plainNumber = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)
