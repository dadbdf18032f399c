package conns

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// open is a listener of most connections; accepted has what it let in.
func open(t *testing.T, most int) (l *Listener, accepted chan net.Conn) {
	t.Helper()
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { inner.Close() })
	l, accepted = Limit(inner, most), make(chan net.Conn)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				close(accepted)
				return
			}
			accepted <- c
		}
	}()
	return l, accepted
}

func dial(t *testing.T, l *Listener) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// TestTheLongestWaitingGoes: a new connection pushes out the one that waits longest, never one that is held.
func TestTheLongestWaitingGoes(t *testing.T) {
	l, accepted := open(t, 3)
	var clients, conns []net.Conn
	come := func() {
		clients = append(clients, dial(t, l))
		conns = append(conns, <-accepted)
	}
	for range 3 {
		come()
	}
	release := Hold(Context(t.Context(), conns[0]))
	come() // for the second
	if _, err := clients[1].Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("the one that waited longest reads %v", err)
	}
	if got, want := l.State(), (State{Waiting: 2, Held: 1, Closed: 1}); got != want {
		t.Errorf("state %+v, want %+v", got, want)
	}
	for _, c := range conns[2:] {
		Hold(Context(t.Context(), c))
	}
	refused := dial(t, l)
	response, err := http.ReadResponse(bufio.NewReader(refused), nil)
	if err != nil || response.StatusCode != 503 || response.Header.Get("Retry-After") == "" {
		t.Errorf("one more than can be served: %v, %v", response, err)
	}
	release()
	release()
	come() // for the first, which is not held any more
	if got, want := l.State(), (State{Waiting: 1, Held: 2, Closed: 2, Refused: 1}); got != want {
		t.Errorf("state %+v, want %+v", got, want)
	}
	for _, c := range conns {
		c.Close()
		c.Close()
	}
	if got := l.State(); got.Waiting != 0 || got.Held != 0 {
		t.Errorf("when all are closed: %+v", got)
	}
}

// TestServedWhileOthersAreSlow: with a server over it, however many send half a request, one who sends a whole one is answered.
func TestServedWhileOthersAreSlow(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := Limit(inner, 4)
	server := &http.Server{ConnContext: Context, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer Hold(r.Context())()
		io.WriteString(w, "答")
	})}
	go server.Serve(l)
	defer server.Close()
	for range 30 {
		slow := dial(t, l)
		if _, err := io.WriteString(slow, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "); err != nil {
			t.Fatal(err)
		}
		quick := dial(t, l)
		io.WriteString(quick, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
		answer, err := io.ReadAll(quick)
		if err != nil || !strings.Contains(string(answer), "答") {
			t.Fatalf("got %q, %v", answer, err)
		}
	}
	if s := l.State(); s.Waiting+s.Held > 4 || s.Closed == 0 {
		t.Errorf("state %+v", s)
	}
}

func TestHoldWithoutListener(t *testing.T) {
	Hold(context.Background())()
}
