package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

// TestServerStopsGracefully: a request that runs when the server is told to stop is answered.
func TestServerStopsGracefully(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	ctx, stop := context.WithCancel(t.Context())
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		stop()
		io.WriteString(w, "答")
	})
	ended := make(chan error, 1)
	go func() { ended <- serveUntilDone(ctx, newServer(handler, time.Second, log), listener, log) }()
	resp, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err != nil || string(body) != "答" {
		t.Errorf("got %q, %v", body, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func TestServerFails(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	log := slog.New(slog.DiscardHandler)
	if err := serveUntilDone(t.Context(), newServer(http.NotFoundHandler(), time.Second, log), listener, log); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v", err)
	}
}

func TestReachable(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"127.0.0.1:8080", "127.0.0.1:8080"}, {"[::]:80", "127.0.0.1:80"}, {"0.0.0.0:80", "127.0.0.1:80"}, {":80", "127.0.0.1:80"},
		{"[fe80::1]:80", "[fe80::1]:80"}, {"example.com:80", "example.com:80"},
	} {
		if got := reachable(c.in); got != c.want {
			t.Errorf("reachable(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
