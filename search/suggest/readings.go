package suggest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"unicode/utf8"

	"xunbao/data"
)

// Limits of the readings of one text.
const (
	maxReadings  = 4 // ways to read a text
	longestKnown = 5 // code points of a word with readings of its own
)

// Readings tells how characters and words are read. Safe for concurrent use: it is never changed once loaded.
type Readings struct {
	*syllables
	usual map[rune]unit
	all   map[rune][]unit   // of the characters that have several, the usual one first
	words map[string][]unit // where a character with several readings has a certain one
}

// LoadReadings returns the embedded readings, loaded once a process (some 30 ms, 3 MB).
func LoadReadings() (*Readings, error) { return loaded() }

var loaded = sync.OnceValues(func() (*Readings, error) {
	generated, err := fs.ReadFile(data.Dict(), data.PinyinFile)
	if err != nil {
		return nil, fmt.Errorf("read the embedded readings: %w", err)
	}
	inflate, err := gzip.NewReader(bytes.NewReader(generated))
	if err != nil {
		return nil, fmt.Errorf("inflate the embedded readings: %w", err)
	}
	usual, err := io.ReadAll(inflate)
	if err != nil {
		return nil, fmt.Errorf("inflate the embedded readings: %w", err)
	}
	own, err := fs.ReadFile(data.Dict(), data.PinyinOwnFile)
	if err != nil {
		return nil, fmt.Errorf("read the embedded readings: %w", err)
	}
	return newReadings(string(usual), string(own))
})

// newReadings reads both lists in the forms of data.PinyinFile and data.PinyinOwnFile.
func newReadings(usual, own string) (*Readings, error) {
	r := &Readings{newSyllables(spellingsOf(usual, own)), make(map[rune]unit, 1<<15), make(map[rune][]unit), make(map[string][]unit)}
	for line := range strings.Lines(usual) {
		spelling, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, c := range characters {
			r.usual[c] = r.units[spelling]
		}
	}
	for line := range strings.Lines(own) {
		if err := r.add(strings.TrimSpace(line)); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// spellingsOf lists the syllables of both lists, repeats included.
func spellingsOf(usual, own string) []string {
	var out []string
	for line := range strings.Lines(usual) {
		spelling, _, _ := strings.Cut(line, " ")
		out = append(out, spelling)
	}
	for line := range strings.Lines(own) {
		if fields := strings.Fields(line); len(fields) > 0 && !strings.HasPrefix(line, "#") {
			out = append(out, fields[1:]...)
		}
	}
	return out
}

// add takes a line of our own list.
func (r *Readings) add(line string) error {
	fields := strings.Fields(line)
	if len(fields) == 0 || strings.HasPrefix(line, "#") {
		return nil
	}
	units := make([]unit, 0, len(fields)-1)
	for _, spelling := range fields[1:] {
		u, ok := r.units[spelling]
		if !ok {
			return fmt.Errorf("readings of %q: there is no syllable %q", fields[0], spelling)
		}
		units = append(units, u)
	}
	switch n := utf8.RuneCountInString(fields[0]); {
	case n == 1 && len(units) > 0:
		c, _ := utf8.DecodeRuneInString(fields[0])
		r.usual[c], r.all[c] = units[0], units
	case n == len(units) && n <= longestKnown:
		r.words[fields[0]] = units
	default:
		return fmt.Errorf("readings of %q: %d for %d characters", fields[0], len(units), n)
	}
	return nil
}

// character lists the readings of one folded character, the usual one first; none when it cannot be read or typed.
func (r *Readings) character(c rune) []unit {
	if '0' <= c && c <= '9' || 'a' <= c && c <= 'z' {
		return []unit{plain + unit(c)}
	}
	if several, ok := r.all[c]; ok {
		return several
	}
	if u, ok := r.usual[c]; ok {
		return []unit{u}
	}
	return nil
}

// text lists the ways to read a folded text, the usual one first; none when one of its characters has no reading.
func (r *Readings) text(folded []rune) [][]unit {
	places := make([][]unit, 0, len(folded))
	for i := 0; i < len(folded); {
		if known := r.known(folded[i:]); known != nil {
			for _, u := range known {
				places = append(places, []unit{u})
			}
			i += len(known)
			continue
		}
		readings := r.character(folded[i])
		if readings == nil {
			return nil
		}
		places = append(places, readings)
		i++
	}
	return spread(places)
}

// known returns the reading of the longest listed word that the text begins with.
func (r *Readings) known(text []rune) []unit {
	for n := min(len(text), longestKnown); n >= 2; n-- {
		if units, ok := r.words[string(text[:n])]; ok {
			return units
		}
	}
	return nil
}

// spread takes the usual reading of every place, then those that differ from it in one place.
func spread(places [][]unit) [][]unit {
	first := make([]unit, len(places))
	for i, p := range places {
		first[i] = p[0]
	}
	out := [][]unit{first}
	for i, p := range places {
		for _, other := range p[1:] {
			if len(out) == maxReadings {
				return out
			}
			changed := append([]unit(nil), first...)
			changed[i] = other
			out = append(out, changed)
		}
	}
	return out
}
