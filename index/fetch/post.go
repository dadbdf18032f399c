package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// postWithin is the time limit of a Post, its answer included; answerBytes is how much of an answer is read, so that its sender can see it end.
const (
	postWithin  = 10 * time.Second
	answerBytes = 4 << 10
)

// Post sends a body to an address and returns the status of the answer, whatever it is. It is sent to no other address: a redirect is an
// answer like others.
func (c *Client) Post(ctx context.Context, address string, header http.Header, body []byte) (status int, err error) {
	u, err := url.Parse(address)
	if err == nil {
		err = checkURL(u)
	}
	if err != nil {
		return 0, fmt.Errorf("read the address: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, postWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("read the address: %w", err)
	}
	req.Header = header.Clone()
	req.Header.Set("User-Agent", c.agent)
	straight := *c.http
	straight.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := straight.Do(req)
	if err != nil {
		var failed *url.Error
		if errors.As(err, &failed) {
			err = failed.Err // the address may hold a secret
		}
		return 0, fmt.Errorf("send to %s: %w", u.Host, err)
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, answerBytes) // what it says does not count
	return resp.StatusCode, nil
}
