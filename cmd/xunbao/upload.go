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
	"sync"
	"time"

	"xunbao/index"
	"xunbao/index/ingest"
	"xunbao/web/fault"
)

// finishWithin is how long the server may take to answer for what was sent before a run was stopped.
const finishWithin = 10 * time.Second

// upload sends records to a server as NDJSON and puts its answers together with the places the records came from. The two
// directions run beside one another.
type upload struct {
	reject func(*index.RecordError)
	report func(index.Progress)

	mu       sync.Mutex
	sum      index.Summary
	sent     int            // lines
	answered int            // lines
	origins  map[int]string // of the lines that are not answered yet, by line from 1
}

// add sends all records to POST /api/v1/articles. When ctx is done it sends no more, waits for the answers to what was sent and
// returns the context's error with the summary so far.
func (u *upload) add(ctx context.Context, c *client, records index.Records) (index.Summary, error) {
	patient, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(finishWithin, cancel) })()

	out, in := io.Pipe()
	sent := make(chan error, 1)
	go func() {
		err := u.send(ctx, in, records)
		in.Close()
		sent <- err
	}()
	body, err := c.do(patient, http.MethodPost, "/api/v1/articles", nil, out)
	if err == nil {
		err = errors.Join(u.receive(body), body.Close())
	}
	out.CloseWithError(errAnswered) // lets send end when the server gave up early
	return u.end(err, <-sent)
}

// errAnswered ends the sending of a request whose answer is complete.
var errAnswered = errors.New("the server has answered already")

// end chooses the error that tells most: the server's, else the reader's.
func (u *upload) end(answer, sent error) (index.Summary, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case answer != nil:
		return u.sum, answer
	case errors.Is(sent, errAnswered), sent == nil && u.answered < u.sent:
		return u.sum, fmt.Errorf("the server stopped after %s of %s", count(u.answered), plural(u.sent, "record"))
	}
	return u.sum, sent
}

// send writes one line a record until the records end, fail or ctx is done.
func (u *upload) send(ctx context.Context, w io.Writer, records index.Records) error {
	for rec, err := range records {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var bad *index.RecordError
		if errors.As(err, &bad) {
			u.bad(bad)
			continue
		}
		if err != nil {
			return err
		}
		line, err := ingest.EncodeArticle(rec.Article, "")
		if err != nil {
			u.bad(&index.RecordError{Origin: rec.Origin, Err: err})
			continue
		}
		u.sending(rec)
		if _, err := w.Write(append(bytes.TrimSuffix(line, []byte("\n")), '\n')); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// bad counts a record that never reached the server.
func (u *upload) bad(e *index.RecordError) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.sum.Read++
	u.sum.Reject(e)
	u.reject(e)
}

func (u *upload) sending(rec index.Record) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.sum.Read++
	u.sum.Bytes += int64(len(rec.Article.Title) + len(rec.Article.Body))
	u.sent++
	u.origins[u.sent] = rec.Origin
}

// answerLine is one line of the server's answer to articles.
type answerLine struct {
	ID     string        `json:"id"`
	Action index.Action  `json:"action"`
	Line   int           `json:"line"`
	Error  *fault.Detail `json:"error"`
}

// maxAnswerLine is the longest line of an answer that is read, in bytes.
const maxAnswerLine = 1 << 20

// receive reads the server's answers to their end.
func (u *upload) receive(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxAnswerLine)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var a answerLine
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return fmt.Errorf("read the server's answer: %w", err)
		}
		if a.Error != nil && a.Line == 0 {
			return faultOf(http.StatusOK, *a.Error)
		}
		u.answer(a)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the server's answer: %w", err)
	}
	return nil
}

// answer counts what became of one line.
func (u *upload) answer(a answerLine) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.answered++
	if a.Error != nil {
		e := &index.RecordError{Origin: u.origins[a.Line], Err: faultOf(http.StatusOK, *a.Error)}
		u.sum.Reject(e)
		u.reject(e)
	} else {
		u.sum.Count(a.Action)
	}
	delete(u.origins, a.Line)
	u.report(index.Progress{Stage: "add", Done: u.answered, Bytes: u.sum.Bytes})
}
