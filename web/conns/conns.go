// Package conns bounds the connections of a server and keeps room for new ones: when it is full, the connection goes that has waited longest
// without being served, be it idle, or sending its request a byte at a time. It knows no routes.
package conns

import (
	"container/list"
	"context"
	"net"
	"sync"
	"time"
)

// Listener accepts so many connections at a time. Safe for concurrent use.
type Listener struct {
	net.Listener
	most int

	mu      sync.Mutex
	waiting list.List // of *conn that are not held, the one that waits longest in front
	held    int
	counts  State
}

// State is how many connections there are. Closed and Refused count from the beginning.
type State struct {
	Waiting, Held   int
	Closed, Refused uint64
}

// Limit makes a listener of at most so many connections, at least 1.
func Limit(l net.Listener, most int) *Listener {
	return &Listener{Listener: l, most: max(1, most)}
}

// State is the state of the moment.
func (l *Listener) State() State {
	l.mu.Lock()
	defer l.mu.Unlock()
	state := l.counts
	state.Waiting, state.Held = l.waiting.Len(), l.held
	return state
}

// full is the whole answer to a connection for which there is no room, and refuseWithin the time that sending it may take: it fits in any buffer.
const (
	full         = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
	refuseWithin = 100 * time.Millisecond
)

// Accept returns the next connection for which there is room. Where all others are being served, it is told to come again.
func (l *Listener) Accept() (net.Conn, error) {
	for {
		accepted, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c := &conn{Conn: accepted, of: l}
		gone, ok := l.take(c)
		if gone != nil {
			_ = gone.Close()
		}
		if ok {
			return c, nil
		}
		_ = accepted.SetWriteDeadline(time.Now().Add(refuseWithin))
		_, _ = accepted.Write([]byte(full))
		_ = accepted.Close()
	}
}

// take finds room for a connection: gone is the one that has to go for it.
func (l *Listener) take(c *conn) (gone *conn, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting.Len()+l.held >= l.most {
		first := l.waiting.Front()
		if first == nil {
			l.counts.Refused++
			return nil, false
		}
		gone = first.Value.(*conn)
		l.counts.Closed++
		gone.forget()
	}
	c.place = l.waiting.PushBack(c)
	return gone, true
}

// conn is one connection of a Listener.
type conn struct {
	net.Conn
	of    *Listener
	place *list.Element // among those that wait; nil while it is held, and after it was closed
	holds int
	gone  bool
}

// forget takes a connection out of the counts. The caller holds the lock.
func (c *conn) forget() {
	switch {
	case c.gone:
		return
	case c.place != nil:
		c.of.waiting.Remove(c.place)
	default:
		c.of.held--
	}
	c.gone, c.place = true, nil
}

// Close implements net.Conn.
func (c *conn) Close() error {
	c.of.mu.Lock()
	c.forget()
	c.of.mu.Unlock()
	return c.Conn.Close()
}

// hold keeps a connection from having to go, until release.
func (c *conn) hold() {
	c.of.mu.Lock()
	defer c.of.mu.Unlock()
	if c.holds++; c.place != nil {
		c.of.waiting.Remove(c.place)
		c.place = nil
		c.of.held++
	}
}

func (c *conn) release() {
	c.of.mu.Lock()
	defer c.of.mu.Unlock()
	if c.holds--; c.holds == 0 && !c.gone {
		c.of.held--
		c.place = c.of.waiting.PushBack(c)
	}
}

type key struct{}

// Context is the ConnContext of an http.Server over a Listener.
func Context(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, key{}, c)
}

// Hold keeps the connection of a request from having to go until release is called, for what is worth finishing. It does nothing for requests
// that came over no Listener.
func Hold(ctx context.Context) (release func()) {
	c, ok := ctx.Value(key{}).(*conn)
	if !ok {
		return func() {}
	}
	c.hold()
	return sync.OnceFunc(c.release)
}
