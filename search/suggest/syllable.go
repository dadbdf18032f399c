package suggest

import (
	"slices"
	"strings"
)

// unit is one letter of the alphabet that readings are written in: a syllable without its tone, or an ASCII letter or digit that
// stands for itself. 0 is none.
type unit uint16

// plain is the unit of an ASCII letter or digit less its code.
const plain unit = 1024

// maxSyllable is the longest spelling in bytes: zhuang.
const maxSyllable = 6

// syllables numbers the syllables in alphabetical order.
type syllables struct {
	spelled []string        // by unit; 0 is empty
	units   map[string]unit // by spelling, also those with u for ü
	heads   map[string]bool // proper beginnings of spellings
	fuzzy   []unit          // by unit: the same for syllables that speakers mix up
}

func newSyllables(spellings []string) *syllables {
	slices.Sort(spellings)
	s := &syllables{spelled: append([]string{""}, slices.Compact(spellings)...), units: make(map[string]unit), heads: make(map[string]bool)}
	for i, spelling := range s.spelled[1:] {
		s.units[spelling] = unit(i + 1)
		for end := 1; end < len(spelling); end++ {
			s.heads[spelling[:end]] = true
		}
	}
	classes := make(map[string]unit)
	s.fuzzy = make([]unit, len(s.spelled))
	for u, spelling := range s.spelled {
		class := blur(spelling)
		if _, known := classes[class]; !known {
			classes[class] = unit(u)
		}
		s.fuzzy[u] = classes[class]
	}
	return s
}

// blur writes syllables that are often mixed up alike: z zh, c ch, s sh, n l at the beginning, an ang, en eng, in ing at the end.
func blur(spelling string) string {
	if len(spelling) > 2 && spelling[1] == 'h' {
		spelling = spelling[:1] + spelling[2:]
	}
	if strings.HasPrefix(spelling, "n") {
		spelling = "l" + spelling[1:]
	}
	for _, end := range []string{"ang", "eng", "ing"} {
		if strings.HasSuffix(spelling, end) {
			return spelling[:len(spelling)-1]
		}
	}
	return spelling
}

// blurred is the class of a unit.
func (s *syllables) blurred(u unit) unit {
	if u >= plain {
		return u
	}
	return s.fuzzy[u]
}

// letter is the first letter of a unit, and whether the initial is zh, ch or sh.
func (s *syllables) letter(u unit) (first byte, long bool) {
	if u >= plain {
		return byte(u - plain), false
	}
	spelling := s.spelled[u]
	return spelling[0], len(spelling) > 1 && spelling[1] == 'h'
}

// of lists the syllables a keyboard means by a spelling: u after l and n may stand for ü.
func (s *syllables) of(spelling string) []unit {
	var out []unit
	if u, ok := s.units[spelling]; ok {
		out = append(out, u)
	}
	if len(spelling) > 1 && (spelling[0] == 'l' || spelling[0] == 'n') && spelling[1] == 'u' {
		if u, ok := s.units[spelling[:1]+"v"+spelling[2:]]; ok {
			out = append(out, u)
		}
	}
	return out
}
