package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"xunbao/index"
	"xunbao/web/fault"
)

// client speaks the JSON API: to the process that serves the data folder, or to a handler inside this one.
type client struct {
	base string // "http://127.0.0.1:8080", without a slash at the end
	key  string // bearer token for writing
	http *http.Client
}

// aliveWithin is how long a holder may take to show that it serves.
const aliveWithin = 1500 * time.Millisecond

// remoteClient reaches the server that holder tells of. A server that listens everywhere is reached on this machine.
func remoteClient(h holder) *client {
	transport := &http.Transport{DialContext: (&net.Dialer{Timeout: aliveWithin}).DialContext, DisableCompression: true}
	return &client{base: "http://" + reachable(h.Addr), key: h.Key, http: &http.Client{Transport: transport}}
}

// alive fails with index.ErrLocked when the server does not answer in time.
func (c *client) alive(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, aliveWithin)
	defer cancel()
	resp, err := c.do(ctx, http.MethodGet, "/healthz", nil, nil)
	if err != nil {
		return fmt.Errorf("%w, which does not answer at %s: %w", index.ErrLocked, c.base, err)
	}
	return resp.Close()
}

// getJSON returns the body of a GET. The error of an answer that is not 200 is an *answerError.
func (c *client) getJSON(ctx context.Context, path string, values url.Values) ([]byte, error) {
	body, err := c.do(ctx, http.MethodGet, path, values, nil)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w", c.base, err)
	}
	return text, nil
}

// putJSON sends content as JSON with PUT and returns the body of the answer.
func (c *client) putJSON(ctx context.Context, path string, content any) ([]byte, error) {
	text, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("write what is sent: %w", err)
	}
	body, err := c.send(ctx, http.MethodPut, path, nil, "application/json", bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	answer, err := io.ReadAll(body)
	if err = errors.Join(err, body.Close()); err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w", c.base, err)
	}
	return answer, nil
}

// do is send with a body of NDJSON.
func (c *client) do(ctx context.Context, method, path string, values url.Values, body io.Reader) (io.ReadCloser, error) {
	return c.send(ctx, method, path, values, "application/x-ndjson", body)
}

// send sends a request and returns the body of the answer, which the caller closes. kind is the media type of body, which may be nil.
func (c *client) send(ctx context.Context, method, path string, values url.Values, kind string, body io.Reader) (io.ReadCloser, error) {
	target := c.base + path
	if len(values) > 0 {
		target += "?" + values.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, target, body)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", c.base, err)
	}
	if body != nil {
		req.Header.Set("Content-Type", kind)
	}
	if c.key != "" {
		req.Header.Set("Authorization", "Bearer "+c.key)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask the server: %w", err)
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		defer resp.Body.Close()
		return nil, readFault(resp)
	}
	return resp.Body, nil
}

// maxFault is how many bytes of an answer that tells of an error are read.
const maxFault = 64 << 10

// readFault turns an answer that tells of an error into an *answerError.
func readFault(resp *http.Response) error {
	var body fault.Body
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxFault))
	if err == nil {
		err = json.Unmarshal(text, &body)
	}
	if err != nil || body.Error.Code == "" {
		return fmt.Errorf("the server answered %s, which is no answer of xunbao", resp.Status)
	}
	return faultOf(resp.StatusCode, body.Error)
}

// answerError is an error of the API in words for a terminal. It unwraps to the fault.Fault.
type answerError struct{ fault fault.Fault }

func faultOf(status int, d fault.Detail) error {
	f := fault.Fault{Status: status, Code: d.Code, Message: d.Message, Position: d.Position}
	if d.Field != nil {
		f.Field = *d.Field
	}
	return &answerError{f}
}

func (e *answerError) Error() string {
	switch {
	case e.fault.Position != nil:
		return fmt.Sprintf("query: at character %d: %s", *e.fault.Position+1, e.fault.Message)
	case e.fault.Field != "":
		return e.fault.Field + ": " + e.fault.Message
	}
	return e.fault.Message
}

func (e *answerError) Unwrap() error { return e.fault }
