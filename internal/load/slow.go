package load

import (
	"context"
	"io"
	"net"
	"net/url"
	"sync"
	"time"
)

// Slow keeps so many connections open until ctx ends that a server has no use of: a third sends a header a byte at a time, a third a body, a
// third asks for much and does not read it. Each is opened again when the server has cut it off. It returns how often that was.
func (s Server) Slow(ctx context.Context, connections int) (cutOff int) {
	at, err := url.Parse(s.Base)
	if err != nil {
		return 0
	}
	kinds := []func(context.Context, net.Conn){slowHeader, slowBody, slowReader}
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range connections {
		all.Go(func() {
			for ctx.Err() == nil {
				c, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "tcp", at.Host)
				if err != nil {
					pause(ctx, 100*time.Millisecond)
					continue
				}
				stop := context.AfterFunc(ctx, func() { c.Close() })
				kinds[i%len(kinds)](ctx, c)
				stop()
				c.Close()
				mu.Lock()
				cutOff++
				mu.Unlock()
				pause(ctx, 100*time.Millisecond)
			}
		})
	}
	all.Wait()
	return cutOff
}

// bytePause is between two bytes of who sends slowly.
const bytePause = 500 * time.Millisecond

func slowHeader(ctx context.Context, c net.Conn) {
	_, err := io.WriteString(c, "GET /api/v1/search?q=a HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
	trickle(ctx, c, err)
}

func slowBody(ctx context.Context, c net.Conn) {
	_, err := io.WriteString(c, "POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{")
	trickle(ctx, c, err)
}

// trickle sends a byte now and then until the server has had enough.
func trickle(ctx context.Context, c net.Conn, err error) {
	for err == nil && ctx.Err() == nil {
		pause(ctx, bytePause)
		_, err = c.Write([]byte{' '})
	}
}

// slowReader asks for the greatest answer and reads a byte now and then.
func slowReader(ctx context.Context, c net.Conn) {
	_, err := io.WriteString(c, "GET /api/v1/search?size=100&explain=true HTTP/1.1\r\nHost: localhost\r\n\r\n")
	for one := make([]byte, 1); err == nil && ctx.Err() == nil; {
		_, err = c.Read(one)
		pause(ctx, bytePause)
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
