package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"xunbao/web"
	"xunbao/web/conns"
	"xunbao/web/meter"
)

// Limits of one connection.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 15 * time.Second
	writeTimeout      = 20 * time.Second // besides the time of a search
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 128 << 10 // the address of an analysis may take 96 KiB

	// stopWithin is how long requests may go on after the server was told to stop; closing the data folder takes a moment too.
	stopWithin = 8 * time.Second
)

// newServer sets the limits, for answers that take so long to find; streams extend theirs as they go.
func newServer(handler http.Handler, answerWithin time.Duration, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      answerWithin + writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ConnContext:       conns.Context,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// frontDoor is a server that runs, and whose handler can be exchanged: it answers already while the data folder is being opened, and still while it
// finishes what it has been asked.
type frontDoor struct {
	server *http.Server
	addr   net.Addr
	log    *slog.Logger
	failed chan error
	answer atomic.Pointer[answering]
}

// answering is a handler that knows when all it was asked has been answered.
type answering struct {
	http.Handler
	running sync.RWMutex // held for reading by each request
}

// ServeHTTP implements http.Handler with the handler of the moment.
func (s *frontDoor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for {
		h := s.answer.Load()
		h.running.RLock()
		if h == s.answer.Load() {
			defer h.running.RUnlock()
			h.Handler.ServeHTTP(w, r)
			return
		}
		h.running.RUnlock() // it was exchanged just now
	}
}

// startServing serves on the listener, with first for the time being; answers take so long to find. The caller ends it with untilDone or close.
func startServing(first http.Handler, answerWithin time.Duration, listener net.Listener, log *slog.Logger) *frontDoor {
	s := &frontDoor{addr: listener.Addr(), log: log, failed: make(chan error, 1)}
	s.use(first)
	s.server = newServer(s, answerWithin, log)
	go func() {
		s.failed <- s.server.Serve(listener)
		close(s.failed)
	}()
	return s
}

// use has requests that come from now on answered by h, and returns what answered before.
func (s *frontDoor) use(h http.Handler) (before *answering) {
	return s.answer.Swap(&answering{Handler: h})
}

// close cuts everything off, where serving has not ended before.
func (s *frontDoor) close() {
	_ = s.server.Close() // the listener may be closed already
	<-s.failed
}

// untilDone serves until ctx is done, then lets running requests finish, at most for stopWithin; who comes meanwhile is told that the server stops.
// Requests that have to be cut off lose nothing that was acknowledged.
func (s *frontDoor) untilDone(ctx context.Context) error {
	select {
	case err := <-s.failed:
		return fmt.Errorf("serve on %s: %w", s.addr, err)
	case <-ctx.Done():
	}
	s.log.Info("stopping", "at_most", stopWithin)
	patient, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	before, finished := s.use(web.Stopping()), make(chan struct{})
	go func() {
		before.running.Lock() // never to be released: nothing is answered by it any more
		close(finished)
	}()
	select {
	case <-finished:
	case <-patient.Done():
	}
	err := s.server.Shutdown(patient)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("some requests took too long and were cut off")
		err = s.server.Close()
	}
	<-s.failed
	if err != nil {
		return fmt.Errorf("stop the server: %w", err)
	}
	return nil
}

// watchConnections reads how many connections there are.
func watchConnections(l *conns.Listener) func() []meter.Reading {
	return func() []meter.Reading {
		s := l.State()
		open := meter.Reading{Name: "xunbao_connections", Help: "Connections that are open.", Kind: meter.Gauge, Label: "state"}
		waiting, served := open, open
		waiting.Of, waiting.Value = "waiting", float64(s.Waiting)
		served.Of, served.Value = "served", float64(s.Held)
		return []meter.Reading{waiting, served,
			{Name: "xunbao_connections_closed_total", Help: "Connections that waited longest and were closed for new ones.", Kind: meter.Counter, Value: float64(s.Closed)},
			{Name: "xunbao_connections_refused_total", Help: "Connections refused because all others were being served.", Kind: meter.Counter, Value: float64(s.Refused)},
		}
	}
}
