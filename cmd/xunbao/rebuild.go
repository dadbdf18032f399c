package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"xunbao/index"
	"xunbao/web/fault"
)

// reindex asks a server to rebuild: from its store when records is nil, else from the records, which are sent as NDJSON and
// become the whole collection. When ctx is done or the records fail, the request breaks off, and the server keeps what it has.
func (u *upload) reindex(ctx context.Context, c *client, records index.Records) (index.Summary, error) {
	if records == nil {
		body, err := c.do(ctx, http.MethodPost, "/api/v1/reindex", nil, nil)
		if err != nil {
			return index.Summary{}, err
		}
		s, err := u.watch(body)
		return s, errors.Join(err, body.Close())
	}
	out, in := io.Pipe()
	sent := make(chan error, 1)
	go func() {
		err := u.send(ctx, in, records)
		in.CloseWithError(err) // nil ends the body; anything else breaks it off
		sent <- err
	}()
	body, err := c.do(ctx, http.MethodPost, "/api/v1/reindex", nil, out)
	var s index.Summary
	if err == nil {
		s, err = u.watch(body)
		err = errors.Join(err, body.Close())
	}
	out.CloseWithError(errAnswered)
	if failed := <-sent; failed != nil && !errors.Is(failed, errAnswered) {
		return u.merge(s), failed
	}
	return u.merge(s), err
}

// merge adds what never reached the server to the server's summary.
func (u *upload) merge(s index.Summary) index.Summary {
	u.mu.Lock()
	defer u.mu.Unlock()
	s.Read += u.sum.Rejected
	s.Rejected += u.sum.Rejected
	s.Bytes = max(s.Bytes, u.sum.Bytes)
	return s
}

// progressLine is one line of the server's answer to reindex: progress, and at the end either summary or error.
type progressLine struct {
	Stage   string        `json:"stage"`
	Done    int           `json:"done"`
	Total   int           `json:"total"`
	Bytes   int64         `json:"bytes"`
	Summary *summaryLine  `json:"summary"`
	Error   *fault.Detail `json:"error"`
}

// summaryLine is index.Summary as the server sends it.
type summaryLine struct {
	Read       int         `json:"read"`
	Added      int         `json:"added"`
	Replaced   int         `json:"replaced"`
	Unchanged  int         `json:"unchanged"`
	Removed    int         `json:"removed"`
	Rejected   int         `json:"rejected"`
	Bytes      int64       `json:"bytes"`
	TookMS     float64     `json:"took_ms"`
	Generation string      `json:"generation"`
	Rejections []rejection `json:"rejections"`
}

// watch reads the answer to reindex to its end.
func (u *upload) watch(r io.Reader) (index.Summary, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxAnswerLine)
	for lines.Scan() {
		var p progressLine
		if err := json.Unmarshal(bytes.TrimSpace(lines.Bytes()), &p); err != nil {
			return index.Summary{}, fmt.Errorf("read the server's answer: %w", err)
		}
		switch {
		case p.Error != nil:
			return index.Summary{}, faultOf(http.StatusOK, *p.Error)
		case p.Summary != nil:
			return u.summary(p.Summary), nil
		}
		u.report(index.Progress{Stage: p.Stage, Done: p.Done, Total: p.Total, Bytes: p.Bytes})
	}
	if err := lines.Err(); err != nil {
		return index.Summary{}, fmt.Errorf("read the server's answer: %w", err)
	}
	return index.Summary{}, errors.New("the server stopped before the rebuild was done; what it served before is still served")
}

// summary names the places of the rejected lines as this side knows them.
func (u *upload) summary(l *summaryLine) index.Summary {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, r := range l.Rejections {
		u.reject(&index.RecordError{Origin: u.origin(r.Origin), Err: errors.New(r.Message)})
	}
	return index.Summary{
		Read: l.Read, Added: l.Added, Replaced: l.Replaced, Unchanged: l.Unchanged, Removed: l.Removed, Rejected: l.Rejected,
		Bytes: l.Bytes, Took: time.Duration(l.TookMS * float64(time.Millisecond)), Generation: l.Generation,
	}
}

// origin turns the server's "body:12" into the place that line came from.
func (u *upload) origin(server string) string {
	_, number, _ := strings.Cut(server, ":")
	if line, err := strconv.Atoi(number); err == nil && u.origins[line] != "" {
		return u.origins[line]
	}
	return server
}
