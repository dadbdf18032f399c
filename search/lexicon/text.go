package lexicon

import "strings"

// separators stand between the members of a group.
const separators = ",，"

// ParseWords reads the form of a file: a word a line. Empty lines and lines that begin with # say nothing.
func ParseWords(text string) []string {
	words := []string{}
	for line := range lines(text) {
		words = append(words, line)
	}
	return words
}

// ParseGroups reads the form of a file: a group a line, commas between its members, comments as in ParseWords. A comma too many is
// overlooked.
func ParseGroups(text string) [][]string {
	groups := [][]string{}
	for line := range lines(text) {
		var group []string
		for _, member := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
			if member = trim(member); member != "" {
				group = append(group, member)
			}
		}
		groups = append(groups, group)
	}
	return groups
}

// lines yields the lines that say something.
func lines(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			line = trim(line)
			if line != "" && !strings.HasPrefix(line, "#") && !yield(line) {
				return
			}
		}
	}
}

// FormatWords writes words so that ParseWords reads them.
func FormatWords(words []string) string {
	var out strings.Builder
	for _, word := range words {
		out.WriteString(word + "\n")
	}
	return out.String()
}

// FormatGroups writes groups so that ParseGroups reads them.
func FormatGroups(groups [][]string) string {
	var out strings.Builder
	for _, group := range groups {
		out.WriteString(strings.Join(group, ",") + "\n")
	}
	return out.String()
}
