package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
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
	go func() { ended <- startServing(handler, time.Second, listener, log).untilDone(ctx) }()
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

// TestServerTellsThatItStops: from when a server is told to stop until what it has been asked is answered, others are told that it stops and lives.
func TestServerTellsThatItStops(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	begun, told := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/readyz" {
			return
		}
		close(begun)
		<-told
		io.WriteString(w, "答")
	})
	front := startServing(handler, time.Second, listener, slog.New(slog.DiscardHandler))
	ended, answer := make(chan error, 1), make(chan string, 1)
	go func() { ended <- front.untilDone(ctx) }()
	get := func(path string) (int, string) {
		resp, err := http.Get("http://" + listener.Addr().String() + path)
		if err != nil {
			t.Error(err)
			return 0, ""
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Error(err)
		}
		return resp.StatusCode, string(body)
	}
	go func() {
		_, body := get("/long")
		answer <- body
	}()
	<-begun
	if status, _ := get("/readyz"); status != http.StatusOK {
		t.Errorf("not ready before: %d", status)
	}
	stop()
	for isFunc(front.answer.Load().Handler) {
		runtime.Gosched()
	}
	if status, body := get("/api/v1/search"); status != http.StatusServiceUnavailable || !strings.Contains(body, `"stopping"`) {
		t.Errorf("/api/v1/search: %d %s", status, body)
	}
	if status, body := get("/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(body, "stopping") {
		t.Errorf("/readyz: %d %s", status, body)
	}
	if status, _ := get("/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: %d", status)
	}
	close(told)
	if got := <-answer; got != "答" {
		t.Errorf("the running request got %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func isFunc(h http.Handler) bool {
	_, is := h.(http.HandlerFunc)
	return is
}

func TestServerFails(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	log := slog.New(slog.DiscardHandler)
	if err := startServing(http.NotFoundHandler(), time.Second, listener, log).untilDone(t.Context()); !errors.Is(err, net.ErrClosed) {
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

// TestServesWhileOpening: until the folder is open the server says that it lives and is not ready; a folder that cannot be opened ends it.
func TestServesWhileOpening(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	p, _, _ := testProgram(t, &fakeBackend{}, nil)
	asked := false
	p.openSampled = func(context.Context, settings, *slog.Logger) (backend, error) {
		for path, want := range map[string]int{"/healthz": http.StatusOK, "/readyz": http.StatusServiceUnavailable, "/api/v1/search": http.StatusServiceUnavailable} {
			resp, err := http.Get("http://" + addr + path)
			if err != nil {
				t.Error(err)
				continue
			}
			if asked = true; resp.StatusCode != want {
				t.Errorf("%s: %d, want %d", path, resp.StatusCode, want)
			}
			resp.Body.Close()
		}
		return nil, errors.New("the folder cannot be opened")
	}
	if got := p.run(t.Context(), []string{"serve", "--addr", addr, "--log", "error"}); got != exitFailed || !asked {
		t.Errorf("status %d, asked %v", got, asked)
	}
	if _, err := http.Get("http://" + addr + "/healthz"); err == nil {
		t.Error("it still answers")
	}
}
