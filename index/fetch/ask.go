package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Request is what Ask asks for.
type Request struct {
	URL string
	// Seen is what the answer is called that is there already; an unchanged one is then not sent again (status 304).
	Seen Validators
	// Limit is how many bytes the answer may have when unpacked; 0 is 64 MiB.
	Limit int64
	// Follow is asked before a redirect is followed; its error ends the request. May be nil.
	Follow func(ctx context.Context, to *url.URL) error
}

// Validators name one state of what stands at an address, as its site calls it.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Answer is what stands at an address. The caller closes Body; a Body that grows too large ends with an error.
type Answer struct {
	URL    string // where it was found in the end
	Body   io.ReadCloser
	Status int
	Header http.Header
}

// Validators are those of the answer.
func (a *Answer) Validators() Validators {
	return Validators{ETag: a.Header.Get("ETag"), LastModified: a.Header.Get("Last-Modified")}
}

// Refusal says, of an answer that is not what was asked for, who answered what.
func (a *Answer) Refusal() error {
	host := a.URL
	if u, err := url.Parse(a.URL); err == nil {
		host = u.Host
	}
	return fmt.Errorf("%s answers %s", host, strings.TrimSpace(fmt.Sprint(a.Status, " ", http.StatusText(a.Status))))
}

// Ask asks for an address and gives the answer, whatever its status.
func (c *Client) Ask(ctx context.Context, r Request) (*Answer, error) {
	u, err := Parse(r.URL)
	if err != nil {
		return nil, fmt.Errorf("read the address: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("read the address: %w", err)
	}
	for name, value := range map[string]string{
		"User-Agent":        c.agent,
		"Accept":            "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5",
		"Accept-Language":   "zh-CN, zh;q=0.9, *;q=0.1",
		"If-None-Match":     r.Seen.ETag,
		"If-Modified-Since": r.Seen.LastModified,
	} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	resp, err := c.following(r.Follow).Do(req)
	if err != nil {
		var failed *url.Error
		if errors.As(err, &failed) {
			err = failed.Err // the address is named by whoever asked for it
		}
		return nil, fmt.Errorf("ask %s: %w", u.Host, err)
	}
	limit := cmp.Or(r.Limit, maxBytes)
	body := &limited{ReadCloser: resp.Body, left: limit, limit: limit}
	return &Answer{URL: resp.Request.URL.String(), Body: body, Status: resp.StatusCode, Header: resp.Header}, nil
}

// following is the client that also asks follow before it follows a redirect.
func (c *Client) following(follow func(context.Context, *url.URL) error) *http.Client {
	if follow == nil {
		return c.http
	}
	client := *c.http
	client.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if err := checkRedirect(req, via); err != nil {
			return err
		}
		return follow(req.Context(), req.URL)
	}
	return &client
}

func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("it leads on more than %d times", maxRedirects)
	}
	if via[0].URL.Scheme == "https" && req.URL.Scheme == "http" {
		return fmt.Errorf("it leads from https to %s", req.URL.Redacted())
	}
	if err := checkURL(req.URL); err != nil {
		return fmt.Errorf("it leads to %s: %w", req.URL.Redacted(), err)
	}
	return nil
}
