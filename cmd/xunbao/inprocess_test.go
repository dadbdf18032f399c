package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

func inProcessClient(h http.HandlerFunc) *client {
	return &client{base: "http://localhost", key: "钥", http: &http.Client{Transport: inProcess{h}}}
}

func TestInProcessStreams(t *testing.T) {
	next := make(chan struct{})
	c := inProcessClient(func(w http.ResponseWriter, r *http.Request) {
		if got, want := r.URL.Query().Get("q"), "博览 & 会"; got != want {
			t.Errorf("q is %q, want %q", got, want)
		}
		io.WriteString(w, "一\n")
		<-next
		io.WriteString(w, "二\n")
	})
	body, err := c.do(context.Background(), http.MethodGet, "/x", map[string][]string{"q": {"博览 & 会"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	first := make([]byte, len("一\n"))
	if _, err := io.ReadFull(body, first); err != nil {
		t.Fatal(err)
	}
	close(next)
	rest, err := io.ReadAll(body)
	if err != nil || string(first)+string(rest) != "一\n二\n" {
		t.Errorf("got %q%q, %v", first, rest, err)
	}
	if err := body.Close(); err != nil {
		t.Error(err)
	}
}

func TestInProcessStops(t *testing.T) {
	returned := false
	c := inProcessClient(func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, "行\n")
		}
		returned = true
	})
	body, err := c.do(context.Background(), http.MethodGet, "/x", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	body.Close()
	if !returned {
		t.Error("Close did not wait for the handler")
	}

	ctx, cancel := context.WithCancel(context.Background())
	silent := inProcessClient(func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() })
	if _, err := silent.do(ctx, http.MethodGet, "/x", nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestInProcessFault(t *testing.T) {
	c := inProcessClient(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, `{"error":{"code":"invalid_parameter","message":"want a number from 1","field":"page","position":null}}`)
	})
	_, err := c.getJSON(context.Background(), "/x", nil)
	if got, want := err.Error(), "page: want a number from 1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := exitStatus(err); got != exitUsage {
		t.Errorf("status %d, want %d", got, exitUsage)
	}
	odd := inProcessClient(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "<html>", http.StatusBadGateway) })
	if _, err := odd.getJSON(context.Background(), "/x", nil); err == nil || !strings.Contains(err.Error(), "502 Bad Gateway") {
		t.Errorf("got %v", err)
	}
}
