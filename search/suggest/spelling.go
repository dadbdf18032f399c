package suggest

import (
	"strings"
	"unicode/utf8"
)

// A token is what one place of a text was typed as. Exactly one of unit, letter and head is set.
type token struct {
	unit      unit   // the whole syllable, or a character read so
	character rune   // that must stand there; 0 is any
	letter    byte   // only the first letter of the syllable
	long      bool   // with letter: zh, ch or sh
	head      string // the beginning of a syllable, at the end of what was typed
}

// maxSpellings is in how many ways one typed text is understood.
const maxSpellings = 48

// speller finds the ways to understand a text of characters and pinyin.
type speller struct {
	readings *Readings
	text     string
	dead     map[int]bool // places from which the end is not reached
	path     []token
	found    [][]token
}

// spellings lists the ways to understand a folded text, those of long syllables first. Apostrophes and white space end a syllable.
func (r *Readings) spellings(folded string) [][]token {
	s := speller{readings: r, text: folded, dead: make(map[int]bool)}
	s.walk(0)
	return s.found
}

// walk goes on from byte i and reports whether the end was reached.
func (s *speller) walk(i int) bool {
	if s.dead[i] || len(s.found) == maxSpellings {
		return false
	}
	if i == len(s.text) {
		s.found = append(s.found, append([]token(nil), s.path...))
		return true
	}
	reached := false
	c, size := utf8.DecodeRuneInString(s.text[i:])
	switch {
	case c == '\'' || c == ' ':
		reached = s.walk(i + size)
	case 'a' <= c && c <= 'z':
		reached = s.letters(i)
	default:
		for _, u := range s.readings.character(c) {
			reached = s.take(token{unit: u, character: c}, i+size) || reached
		}
	}
	if !reached && len(s.found) < maxSpellings {
		s.dead[i] = true
	}
	return reached
}

func (s *speller) take(t token, next int) bool {
	s.path = append(s.path, t)
	reached := s.walk(next)
	s.path = s.path[:len(s.path)-1]
	return reached
}

// letters goes on with a syllable, its first letters, or the beginning of one at the end.
func (s *speller) letters(i int) bool {
	run := s.text[i:]
	if end := strings.IndexFunc(run, func(r rune) bool { return r < 'a' || r > 'z' }); end >= 0 {
		run = run[:end]
	}
	reached := false
	for n := min(len(run), maxSyllable); n > 0; n-- {
		for _, u := range s.readings.of(run[:n]) {
			reached = s.take(token{unit: u}, i+n) || reached
		}
	}
	if len(run) > 1 && len(run) < maxSyllable && i+len(run) == len(s.text) && s.readings.heads[run] && run[1:] != "h" {
		reached = s.take(token{head: run}, i+len(run)) || reached
	}
	if len(run) > 1 && strings.IndexByte("zcs", run[0]) >= 0 && run[1] == 'h' {
		reached = s.take(token{letter: run[0], long: true}, i+2) || reached
	}
	return s.take(token{letter: run[0]}, i+1) || reached
}

// first is the first letter that a token asks for.
func (r *Readings) first(t token) byte {
	switch {
	case t.letter != 0:
		return t.letter
	case t.head != "":
		return t.head[0]
	default:
		letter, _ := r.letter(t.unit)
		return letter
	}
}

// meets reports whether a unit is what a token asks for, its character aside.
func (r *Readings) meets(t token, u unit) bool {
	switch {
	case t.letter != 0:
		first, long := r.letter(u)
		return first == t.letter && (long || !t.long)
	case t.head != "":
		if u >= plain {
			return false
		}
		spelling := r.spelled[u]
		return strings.HasPrefix(spelling, t.head) || strings.HasPrefix(t.head[1:], "u") && spelling[0] == t.head[0] &&
			strings.HasPrefix(spelling[1:], "v"+t.head[2:])
	default:
		return u == t.unit
	}
}
