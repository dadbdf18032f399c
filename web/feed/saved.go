package feed

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/search"
)

// savedName is the parameter that asks for the matches of a saved search instead of the hits of one.
const savedName = "saved"

// matching is what is asked of a saved search.
type matching struct {
	name   string
	size   int // 1 to search.MaxSize
	before int // number of a match; 0: from the newest on
}

// parseMatching reads the parameters of a feed of matches: saved, size and before.
func parseMatching(values url.Values) (matching, error) {
	m := matching{name: values.Get(savedName), size: defaultSize}
	for name, given := range values {
		switch {
		case len(given) > 1:
			return m, &search.ParameterError{Field: name, Message: "is given more than once"}
		case name == savedName:
		case name == "before":
			n, err := search.ParseMatchNumber(given[0])
			if err != nil {
				return m, err
			}
			m.before = n
		case name == "size":
			n, err := strconv.Atoi(given[0])
			if err != nil || n < 1 || n > search.MaxSize {
				return m, &search.ParameterError{Field: name, Message: "is not a whole number in range"}
			}
			m.size = n
		default:
			return m, &search.ParameterError{Field: name, Message: "is not taken beside saved, only size and before are"}
		}
	}
	return m, nil
}

func (m matching) values() url.Values {
	values := url.Values{savedName: {m.name}}
	if m.size != defaultSize {
		values.Set("size", strconv.Itoa(m.size))
	}
	if m.before > 0 {
		values.Set("before", strconv.Itoa(m.before))
	}
	return values
}

// serveMatches answers with the feed of what a saved search has matched, newest match first.
func (f *feeds) serveMatches(c *gin.Context, form form, place address, values url.Values) error {
	m, err := parseMatching(values)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), f.Timeout)
	defer cancel()
	saved, err := f.Saver.SavedSearch(ctx, m.name)
	if err != nil {
		return err
	}
	request, err := search.ParseRequest(saved.Request, f.Now())
	if err != nil {
		return err
	}
	found, err := f.Saver.Matches(ctx, m.name, m.before, m.size+1)
	if err != nil {
		return err
	}
	document := newMatchDocument(place, m, request, found, f.Version)
	body, err := form.write(document)
	if err != nil {
		return err
	}
	f.send(c, form.mediaType+"; charset=utf-8", document.Self, body)
	return nil
}

// newMatchDocument decides what the feed of a saved search says. An entry is as new as its match, so that a reader sees an old article that has
// arrived today.
func newMatchDocument(place address, m matching, r search.Request, found []search.Match, version string) *document {
	w := place.words()
	d := &document{
		ID: place.urn("saved", m.name), Title: line(w.Site.Name + w.Colon + m.name), Subtitle: w.Feed.Matches, Publisher: w.Site.Name,
		Home: place.page(r), Self: place.with(m.values()), Updated: unknownTime, Version: version,
	}
	if len(found) > m.size {
		found = found[:m.size]
		next := m
		next.before = found[m.size-1].Number
		d.Next = place.with(next.values())
	}
	for i := range found {
		e := newEntry(place, r, &found[i].Hit)
		e.Updated = whole(found[i].At.Truncate(time.Second))
		d.add(e)
	}
	return d
}
