package main

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"
)

// inProcess carries requests to a handler of this process, so that a folder opened here is asked exactly as a server is: the same
// parameters, rules and JSON. It is an http.RoundTripper; answers stream.
type inProcess struct{ handler http.Handler }

var _ http.RoundTripper = inProcess{}

// RoundTrip runs the handler in a goroutine. Closing the body of the answer tells the handler to stop and waits until it has.
func (t inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(req.Context())
	req = req.Clone(ctx)
	if req.Body == nil {
		req.Body = http.NoBody
	}
	req.RemoteAddr, req.RequestURI, req.Host = "127.0.0.1:0", req.URL.RequestURI(), req.URL.Host
	out, in := io.Pipe()
	w := &pipeWriter{header: http.Header{}, body: in, started: make(chan struct{})}
	answer := &pipeBody{PipeReader: out, cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(answer.done)
		t.handler.ServeHTTP(w, req)
		w.WriteHeader(http.StatusOK)
		in.Close()
	}()
	select {
	case <-w.started:
	case <-ctx.Done():
		answer.Close()
		return nil, ctx.Err()
	}
	return &http.Response{
		Status: strconv.Itoa(w.status) + " " + http.StatusText(w.status), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: answer, ContentLength: -1, Request: req,
	}, nil
}

// pipeBody is the body of an answer.
type pipeBody struct {
	*io.PipeReader
	cancel context.CancelFunc
	done   chan struct{}
}

func (b *pipeBody) Close() error {
	b.cancel()
	err := b.PipeReader.Close()
	<-b.done
	return err
}

// pipeWriter is the http.ResponseWriter of inProcess. started is closed when status and sent are settled.
type pipeWriter struct {
	header, sent http.Header
	status       int
	body         *io.PipeWriter
	started      chan struct{}
}

func (w *pipeWriter) Header() http.Header { return w.header }

func (w *pipeWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status, w.sent = status, w.header.Clone()
		close(w.started)
	}
}

func (w *pipeWriter) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

// The rest is what http.ResponseController asks of a writer: every Write waits until it is read, and there are no deadlines.

func (w *pipeWriter) Flush()                           { w.WriteHeader(http.StatusOK) }
func (w *pipeWriter) SetReadDeadline(time.Time) error  { return nil }
func (w *pipeWriter) SetWriteDeadline(time.Time) error { return nil }
func (w *pipeWriter) EnableFullDuplex() error          { return nil }
