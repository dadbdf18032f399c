// Package lexicon holds what people teach the search: words of their own, which stay whole when a query is cut, and groups of
// synonyms, of which one finds the others. It is about queries only: nothing in it touches an index. It knows folding as a function,
// how Chinese is cut not at all, and keeps its files itself.
package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"xunbao/search"
)

// Fold is the folding under which texts are the same.
type Fold func(string) string

// Lexicon is one state of the words and synonyms. It never changes, so it is safe for concurrent use. The nil Lexicon is empty.
type Lexicon struct {
	given   search.Lexicon // by the user, as written
	words   phrases        // folded
	members phrases        // folded, of the built-in groups too
	others  map[string][]string
}

// MaxSynonyms is how many synonyms of one text are looked for: those of the user's groups first.
const MaxSynonyms = 40

// New returns the lexicon of the user's words and groups over the built-in groups. *search.ParameterError names the entry that breaks a
// rule; built-in groups are taken as they are.
func New(fold Fold, builtin [][]string, words []string, groups [][]string) (*Lexicon, error) {
	words, err := cleanWords(fold, words)
	if err != nil {
		return nil, err
	}
	groups, err = cleanGroups(fold, groups)
	if err != nil {
		return nil, err
	}
	l := &Lexicon{words: newPhrases(), members: newPhrases(), others: make(map[string][]string)}
	l.given = search.Lexicon{Words: words, Synonyms: groups, Version: versionOf(words, groups)}
	for _, word := range words {
		l.words.add(fold(word))
	}
	for _, list := range [][][]string{groups, builtin} {
		for _, group := range list {
			l.addGroup(fold, group)
		}
	}
	return l, nil
}

// addGroup makes every member of a group find the others.
func (l *Lexicon) addGroup(fold Fold, group []string) {
	folded := make([]string, 0, len(group))
	for _, member := range group {
		if text := fold(member); text != "" && !slices.Contains(folded, text) {
			folded = append(folded, text)
		}
	}
	for _, member := range folded {
		l.members.add(member)
		for _, other := range folded {
			if known := l.others[member]; other != member && len(known) < MaxSynonyms && !slices.Contains(known, other) {
				l.others[member] = append(known, other)
			}
		}
	}
}

// Given returns what the user gave, with the version; the caller may keep and change it.
func (l *Lexicon) Given() search.Lexicon {
	out := search.Lexicon{Words: []string{}, Synonyms: [][]string{}}
	if l == nil {
		return out
	}
	out.Version = l.given.Version
	out.Words = append(out.Words, l.given.Words...)
	for _, group := range l.given.Synonyms {
		out.Synonyms = append(out.Synonyms, slices.Clone(group))
	}
	return out
}

// Version names what the user gave: equal for equal words and groups in the same order.
func (l *Lexicon) Version() string {
	if l == nil {
		return ""
	}
	return l.given.Version
}

// Empty reports whether the user has given nothing.
func (l *Lexicon) Empty() bool { return l == nil || len(l.given.Words)+len(l.given.Synonyms) == 0 }

// Word returns the end of the longest user word that begins at a byte of a folded text and ends where ends allows it, or start.
func (l *Lexicon) Word(folded string, start int, ends func(end int) bool) int {
	if l == nil {
		return start
	}
	return l.words.longest(folded, start, ends)
}

// Member is Word for the members of groups, built-in ones too.
func (l *Lexicon) Member(folded string, start int, ends func(end int) bool) int {
	if l == nil {
		return start
	}
	return l.members.longest(folded, start, ends)
}

// Synonyms returns what means the same as a folded text, folded, the user's first: at most MaxSynonyms, shared, not to be changed.
func (l *Lexicon) Synonyms(folded string) []string {
	if l == nil {
		return nil
	}
	return l.others[folded]
}

// versionOf is a short hash of words and groups.
func versionOf(words []string, groups [][]string) string {
	hash := sha256.New()
	io.WriteString(hash, FormatWords(words))
	fmt.Fprintf(hash, "\x00%s", FormatGroups(groups))
	return hex.EncodeToString(hash.Sum(nil)[:6])
}
