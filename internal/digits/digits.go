// Package digits writes numbers as people read them.
package digits

import "strconv"

// Grouped writes n with a comma after every three digits: 12,345.
func Grouped(n int) string {
	s := strconv.Itoa(n)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(s) - 3; i > first; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
