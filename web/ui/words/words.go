// Package words holds what the pages say, a table for each language: all of it and nothing else. A page never writes a word of its own. It
// decides no language (web/ui does) and knows no HTML.
package words

import (
	"fmt"
	"strings"

	"xunbao/internal/digits"
	"xunbao/search"
)

// Language is one that the pages speak: the value of a parameter and of its cookie.
type Language string

// The languages. The first is spoken to who asks for none.
const (
	Chinese Language = "zh"
	English Language = "en"
)

// Parameter is the name of that parameter, in the addresses of pages and of feeds.
const Parameter = "ui"

// Languages lists all of them.
func Languages() []Language { return []Language{Chinese, English} }

// Of returns the table of a language, that of Chinese for one that is not known.
func Of(l Language) *Words {
	if l == English {
		return &english
	}
	return &chinese
}

// Form is a sentence with places for what is told: %s, or %[2]s where the order of a language is another.
type Form string

// Of fills the places.
func (f Form) Of(parts ...string) string {
	args := make([]any, len(parts))
	for i, p := range parts {
		args[i] = p
	}
	return fmt.Sprintf(string(f), args...)
}

// Counted is a phrase about a number, which stands where # is.
type Counted struct{ One, Many string }

// Of writes the phrase for n.
func (c Counted) Of(n int) string {
	phrase := c.Many
	if n == 1 {
		phrase = c.One
	}
	return strings.ReplaceAll(phrase, "#", Number(n))
}

// always is a phrase that is the same for one and for many.
func always(phrase string) Counted { return Counted{phrase, phrase} }

// Number writes n with a comma after every three digits: 12,345.
func Number(n int) string { return digits.Grouped(n) }

// Words is all that the pages say in one language.
type Words struct {
	Tag   string // of the language, for the lang attribute
	Self  string // the language in its own words
	Label string // of the switch between languages

	Colon, Comma, Semicolon, Stop string // between parts of a line

	Site       Site
	Field      map[search.Field]string
	Theme      Theme
	Box        Box
	Time       Time
	Search     Search
	Understood Understood
	Filter     Filter
	Hit        Hit
	Pager      Pager
	Empty      Empty
	Article    Article
	Compare    Compare
	Why        Why
	Matches    Matches
	Trend      Trend
	Fault      Fault
	Status     Status
	Saved      SavedSearches
	Help       Help
	Script     Script
	Feed       Feed
}

// Named is what a field is called, for templates.
func (w *Words) Named(field string) string { return w.Field[search.Field(field)] }
