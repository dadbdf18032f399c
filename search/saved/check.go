package saved

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"xunbao/search"
	"xunbao/search/query"
)

// Limits of one search. A secret signs what is sent; a short one could be found by trying.
const (
	MaxNameRunes = 60
	minSecret    = 16
	maxSecret    = 256
	maxURL       = 2_048 // bytes of a webhook's address
)

// narrowing are the parameters of a search that decide what it matches; the others say how an answer is shown.
func narrowing() []string {
	names := []string{"q", "from", "to", "tz"}
	for _, f := range search.Fields() {
		names = append(names, string(f))
	}
	return names
}

// check returns a *search.ParameterError or *query.SyntaxError for what cannot be saved.
func check(s search.SavedSearch, now time.Time) error {
	if err := checkName(s.Name); err != nil {
		return err
	}
	for name := range s.Request {
		if !slices.Contains(narrowing(), name) {
			return &search.ParameterError{Field: name, Message: "is not taken by a saved search, which has " + strings.Join(narrowing(), ", ")}
		}
	}
	req, err := search.ParseRequest(s.Request, now)
	if err == nil {
		err = req.Validate()
	}
	if err == nil {
		_, err = query.Parse(req.Query, query.Options{Now: now, Location: req.Location})
	}
	if err != nil || s.Webhook == nil {
		return err
	}
	return checkWebhook(s.Webhook)
}

// checkName: letters, digits, - and _, so that a name is a file's name on every system.
func checkName(name string) error {
	fail := func(message string) error { return &search.ParameterError{Field: "name", Message: message} }
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		return fail("is empty")
	case n > MaxNameRunes:
		return fail(fmt.Sprintf("has %d characters, at most %d are taken", n, MaxNameRunes))
	case !utf8.ValidString(name):
		return fail("is not valid UTF-8")
	}
	for _, r := range name {
		if r != '-' && r != '_' && !unicode.IsDigit(r) && !unicode.IsLetter(r) || unicode.IsUpper(r) {
			return fail(fmt.Sprintf("holds %q; letters (none in capitals), digits, - and _ are taken", r))
		}
	}
	return nil
}

func checkWebhook(h *search.Webhook) error {
	u, err := url.Parse(h.URL)
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.User != nil, len(h.URL) > maxURL:
		return &search.ParameterError{Field: "webhook.url", Message: "must be an http or https address with a host and without a name or password"}
	case h.Secret == "":
		return nil
	case len(h.Secret) < minSecret || len(h.Secret) > maxSecret:
		return &search.ParameterError{Field: "webhook.secret", Message: fmt.Sprintf("must have %d to %d bytes", minSecret, maxSecret)}
	}
	return nil
}
