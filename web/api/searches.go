package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/fault"
)

// Limits of a request about saved searches.
const (
	maxSavedBody = 64 << 10 // bytes
	usualMatches = 20
	mostMatches  = 100
)

// savedSearch is a saved search with what has come of it. Of its webhook only the host is shown: an address often holds a secret.
type savedSearch struct {
	Name    string         `json:"name"`
	Request map[string]any `json:"request"`
	Created time.Time      `json:"created"`
	Webhook *webhook       `json:"webhook"`
	Matches int            `json:"matches"`
	Waiting int            `json:"waiting"`
	Failed  int            `json:"failed"`
}

type webhook struct {
	Host   string `json:"host"`
	Secret string `json:"secret,omitempty"` // when it has just been made
}

func newSavedSearch(s search.SavedSearch) savedSearch {
	out := savedSearch{Name: s.Name, Request: requestObject(s.Request), Created: s.Created, Matches: s.Matches, Waiting: s.Waiting, Failed: s.Failed}
	if s.Webhook != nil {
		out.Webhook = &webhook{Secret: s.Webhook.Secret}
		if u, err := url.Parse(s.Webhook.URL); err == nil {
			out.Webhook.Host = u.Host
		}
	}
	return out
}

// requestObject is a request as POST /api/v1/search takes it: filters as lists, the rest as strings.
func requestObject(values url.Values) map[string]any {
	out := make(map[string]any, len(values))
	for name, list := range values {
		if slices.Contains(search.Fields(), search.Field(name)) {
			out[name] = list
		} else {
			out[name] = values.Get(name)
		}
	}
	return out
}

// savedSearches answers GET /api/v1/searches.
func (a *api) savedSearches(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	all, err := a.Saver.SavedSearches(c.Request.Context())
	if err != nil {
		return err
	}
	out := make([]savedSearch, len(all))
	for i, s := range all {
		out[i] = newSavedSearch(s)
	}
	return answer(c, map[string][]savedSearch{"searches": out})
}

// savedSearch answers GET /api/v1/searches/{name}.
func (a *api) savedSearch(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	s, err := a.Saver.SavedSearch(c.Request.Context(), c.Param("name"))
	if err != nil {
		return unknownSearch(err)
	}
	return answer(c, newSavedSearch(s))
}

// putSavedSearch answers PUT /api/v1/searches/{name}: 201 when it is new, 200 when one of that name was there.
func (a *api) putSavedSearch(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	if mediaType(c) != typeJSON {
		return unsupported(typeJSON)
	}
	text, err := readJSON(c, c.Request.Body, maxSavedBody)
	if err != nil {
		return err
	}
	var body struct {
		Request json.RawMessage `json:"request"`
		Webhook *struct {
			URL    string `json:"url"`
			Secret string `json:"secret"`
		} `json:"webhook"`
	}
	if err := decodeStrictly(text, &body); err != nil {
		return err
	}
	if body.Request == nil {
		return &search.ParameterError{Field: "request", Message: "is missing; send the parameters of a search as an object"}
	}
	req, err := search.ParseRequestJSON(body.Request, a.Now())
	if err != nil {
		return err
	}
	s := search.SavedSearch{Name: c.Param("name"), Request: req.Values()}
	if body.Webhook != nil {
		s.Webhook = &search.Webhook{URL: body.Webhook.URL, Secret: body.Webhook.Secret}
	}
	saved, created, err := a.Saver.SaveSearch(c.Request.Context(), s)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
	}
	c.PureJSON(status, newSavedSearch(saved))
	return nil
}

// deleteSavedSearch answers DELETE /api/v1/searches/{name}.
func (a *api) deleteSavedSearch(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	if err := a.Saver.RemoveSearch(c.Request.Context(), c.Param("name")); err != nil {
		return unknownSearch(err)
	}
	return answer(c, map[string]string{"name": c.Param("name"), "action": "deleted"})
}

// match is an article that a saved search has matched.
type match struct {
	Number   int             `json:"number"`
	Matched  time.Time       `json:"matched"`
	Delivery search.Delivery `json:"delivery,omitempty"`
	Article  hit             `json:"article"`
}

// matches answers GET /api/v1/searches/{name}/matches: newest first, before is the cursor.
func (a *api) matches(c *gin.Context) error {
	if err := checkParameters(c, "before", "limit"); err != nil {
		return err
	}
	limit, err := readLimit(c, usualMatches, mostMatches)
	if err != nil {
		return err
	}
	before := 0
	if text, given := c.GetQuery("before"); given {
		if before, err = search.ParseMatchNumber(text); err != nil {
			return err
		}
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	found, err := a.Saver.Matches(ctx, c.Param("name"), before, limit+1)
	if err != nil {
		return unknownSearch(err)
	}
	out := struct {
		Search  string  `json:"search"`
		Matches []match `json:"matches"`
		Before  int     `json:"before,omitempty"` // of the next page
	}{Search: c.Param("name"), Matches: []match{}}
	if len(found) > limit {
		found = found[:limit]
		out.Before = found[limit-1].Number
	}
	for i := range found {
		m := &found[i]
		out.Matches = append(out.Matches, match{Number: m.Number, Matched: m.At, Delivery: m.Delivery, Article: newHit(&m.Hit)})
	}
	return answer(c, out)
}

// unknownSearch says what is not there.
func unknownSearch(err error) error {
	if errors.Is(err, search.ErrNotFound) {
		return fault.Fault{Status: http.StatusNotFound, Code: "not_found", Message: "there is no saved search of that name"}
	}
	return err
}
