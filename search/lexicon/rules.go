package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"xunbao/search"
)

// Limits of what a user may give.
const (
	MaxWords       = 50_000
	MaxWordRunes   = 32 // code points of a word
	MaxGroups      = 20_000
	MinMembers     = 2 // of a group
	MaxMembers     = 20
	MaxMemberRunes = 64 // code points of a member of a group
)

// The fields of a *search.ParameterError.
const (
	fieldWords    = "words"
	fieldSynonyms = "synonyms"
)

// cleanWords returns the words without white space around them, each once under folding.
func cleanWords(fold Fold, words []string) ([]string, error) {
	if len(words) > MaxWords {
		return nil, refuse(fieldWords, "%d words, at most %d are taken", len(words), MaxWords)
	}
	out := make([]string, 0, len(words))
	seen := make(map[string]bool, len(words))
	for i, word := range words {
		word = trim(word)
		problem := wrong(fold, word, MaxWordRunes)
		if problem == "" && strings.ContainsFunc(word, unicode.IsSpace) {
			problem = "holds white space, which parts words in a query; give one word an entry"
		}
		if problem != "" {
			return nil, refuse(fieldWords, "entry %d, %q: %s", i+1, brief(word), problem)
		}
		if folded := fold(word); !seen[folded] {
			seen[folded] = true
			out = append(out, word)
		}
	}
	return out, nil
}

// cleanGroups returns the groups with their members cleaned as cleanWords does.
func cleanGroups(fold Fold, groups [][]string) ([][]string, error) {
	if len(groups) > MaxGroups {
		return nil, refuse(fieldSynonyms, "%d groups, at most %d are taken", len(groups), MaxGroups)
	}
	out := make([][]string, 0, len(groups))
	for i, group := range groups {
		members, problem := cleanMembers(fold, group)
		if problem != "" {
			return nil, refuse(fieldSynonyms, "entry %d, %q: %s", i+1, brief(strings.Join(group, ",")), problem)
		}
		out = append(out, members)
	}
	return out, nil
}

func cleanMembers(fold Fold, group []string) (members []string, problem string) {
	if len(group) > MaxMembers {
		return nil, fmt.Sprintf("has %d members, at most %d are taken", len(group), MaxMembers)
	}
	var seen []string
	for _, member := range group {
		member = trim(member)
		if problem := wrong(fold, member, MaxMemberRunes); problem != "" {
			return nil, fmt.Sprintf("the member %q %s", brief(member), problem)
		}
		if strings.ContainsAny(member, separators) {
			return nil, fmt.Sprintf("the member %q holds a comma, which parts members", brief(member))
		}
		if folded := fold(member); !slices.Contains(seen, folded) {
			seen, members = append(seen, folded), append(members, member)
		}
	}
	if len(members) < MinMembers {
		return nil, fmt.Sprintf("needs at least %d members that differ in more than script, width or case", MinMembers)
	}
	return members, ""
}

// trim takes off white space and marks of byte order.
func trim(text string) string {
	return strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' })
}

// wrong says what is wrong with a word or member; nothing, if it can be taken.
func wrong(fold Fold, text string, most int) string {
	switch n := utf8.RuneCountInString(text); {
	case text == "":
		return "is empty"
	case !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError):
		return "is not valid UTF-8"
	case n > most:
		return fmt.Sprintf("has %d characters, at most %d are taken", n, most)
	case strings.ContainsFunc(text, unicode.IsControl):
		return "holds a line end or control character"
	case strings.HasPrefix(text, "#"):
		return "begins with #, which begins a comment"
	case !strings.ContainsFunc(fold(text), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }):
		return "has no letter or digit"
	}
	return ""
}

func refuse(field, format string, args ...any) error {
	return &search.ParameterError{Field: field, Message: fmt.Sprintf(format, args...)}
}

// brief shortens what a message repeats.
func brief(text string) string {
	const most = 40
	if runes := []rune(strings.ToValidUTF8(text, "\uFFFD")); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
