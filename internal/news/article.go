// Package news holds the article: what every other package passes around. It knows nothing of files, indexes or the web and
// imports the standard library only.
package news

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// ID names an article for ever: given by the record, or derived by DeriveID.
type ID string

// Limits of one article. Anything larger is refused with an error that names the limit.
const (
	MaxIDBytes    = 512
	MaxTitleRunes = 2_000
	MaxBodyBytes  = 4 << 20
	MaxFieldRunes = 2_000 // url, source, site, author, category, lang, one editor, one tag
	MaxValues     = 200   // editors, tags
)

// Article is one news article. Title and Body are the original text, byte for byte, but for invalid UTF-8 and NUL, which Clean
// replaces and drops at the door.
type Article struct {
	ID        ID        `json:"id"`
	URL       string    `json:"url,omitempty"`
	Title     string    `json:"title"`
	Source    string    `json:"source,omitempty"` // the outlet credited, such as 经济日报
	Site      string    `json:"site,omitempty"`   // where the page was found, such as 新农村网
	Author    string    `json:"author,omitempty"`
	Editors   []string  `json:"editors,omitempty"`
	Published Instant   `json:"published,omitzero"`
	Fetched   time.Time `json:"fetched,omitzero"`
	Category  string    `json:"category,omitempty"`
	Tags      []string  `json:"tags,omitempty"`
	Lang      string    `json:"lang,omitempty"`
	Body      string    `json:"body"` // paragraphs, one a line

	// LeftOut are the lines of the body that are kept but neither searched nor shown, by their numbers, ascending.
	LeftOut []LeftOut `json:"left_out,omitempty"`

	// History is the store's; what is written with an article that is replaced does not count.
	History History `json:"history,omitzero"`

	// Extra keeps the keys of the record that are not ours, so that export gives them back.
	Extra map[string]json.RawMessage `json:"-"`
}

// InvalidError says why an article cannot be taken: the field and what is wrong with it.
type InvalidError struct {
	Field   string
	Message string
}

func (e *InvalidError) Error() string { return fmt.Sprintf("%s: %s", e.Field, e.Message) }

// Clean makes the text safe to keep: invalid UTF-8 becomes U+FFFD, NUL goes. It reports whether invalid UTF-8 was met.
func (a *Article) Clean() (hadInvalid bool) {
	clean := func(s *string) {
		if !utf8.ValidString(*s) {
			hadInvalid = true
			*s = strings.ToValidUTF8(*s, "\uFFFD")
		}
		if strings.IndexByte(*s, 0) >= 0 {
			*s = strings.ReplaceAll(*s, "\x00", "")
		}
	}
	for _, s := range []*string{&a.URL, &a.Title, &a.Source, &a.Site, &a.Author, &a.Category, &a.Lang, &a.Body} {
		clean(s)
	}
	for _, list := range [][]string{a.Editors, a.Tags} {
		for i := range list {
			clean(&list[i])
		}
	}
	return hadInvalid
}

// Validate returns an *InvalidError for the first field that breaks a rule: a title or a body must be there, and nothing may
// exceed the limits above. An empty ID is filled in by DeriveID first.
func (a *Article) Validate() error {
	if strings.TrimSpace(a.Title) == "" && strings.TrimSpace(a.Body) == "" {
		return &InvalidError{"title", "neither title nor body has text"}
	}
	if a.ID == "" {
		a.ID = DeriveID(a)
	}
	if len(a.ID) > MaxIDBytes {
		return &InvalidError{"id", fmt.Sprintf("longer than %d bytes", MaxIDBytes)}
	}
	if strings.ContainsFunc(string(a.ID), func(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError }) {
		return &InvalidError{"id", "holds a control character or invalid UTF-8"}
	}
	if n := utf8.RuneCountInString(a.Title); n > MaxTitleRunes {
		return &InvalidError{"title", fmt.Sprintf("%d characters, at most %d are taken", n, MaxTitleRunes)}
	}
	if len(a.Body) > MaxBodyBytes {
		return &InvalidError{"body", fmt.Sprintf("%d bytes, at most %d are taken", len(a.Body), MaxBodyBytes)}
	}
	for _, f := range []struct{ name, value string }{
		{"url", a.URL}, {"source", a.Source}, {"site", a.Site}, {"author", a.Author}, {"category", a.Category}, {"lang", a.Lang},
	} {
		if n := utf8.RuneCountInString(f.value); n > MaxFieldRunes {
			return &InvalidError{f.name, fmt.Sprintf("%d characters, at most %d are taken", n, MaxFieldRunes)}
		}
	}
	for _, f := range []struct {
		name   string
		values []string
	}{{"editors", a.Editors}, {"tags", a.Tags}} {
		if len(f.values) > MaxValues {
			return &InvalidError{f.name, fmt.Sprintf("%d values, at most %d are taken", len(f.values), MaxValues)}
		}
		for _, v := range f.values {
			if n := utf8.RuneCountInString(v); n > MaxFieldRunes {
				return &InvalidError{f.name, fmt.Sprintf("%d characters in one value, at most %d are taken", n, MaxFieldRunes)}
			}
		}
	}
	return nil
}

// DeriveID gives a stable ID to an article that came without one: from its canonical URL, else from source, title and time, else (no
// time) from source, title and body. It is 32 hexadecimal digits.
func DeriveID(a *Article) ID {
	h := sha256.New()
	part := func(s string) { fmt.Fprintf(h, "%d:%s", len(s), s) }
	switch {
	case a.URL != "":
		part("url")
		part(Canonical(a.URL))
	case a.Title != "" && !a.Published.IsZero():
		part("title")
		part(a.Source)
		part(a.Title)
		part(a.Published.String())
	default:
		part("text")
		part(a.Source)
		part(a.Title)
		part(a.Body)
	}
	return ID(hex.EncodeToString(h.Sum(nil)[:16]))
}
