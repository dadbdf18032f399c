package main

import (
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"xunbao/web"
	"xunbao/web/meter"
)

// profileWithin is how long a profile may be taken.
const profileWithin = 2 * time.Minute

// serveAdmin serves metrics and profiles at an address of their own until stop is called; at none when there is no address.
func serveAdmin(addr string, counts *meter.Meter, log *slog.Logger) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s for administration: %w; stop the program that uses it, or choose another with --admin-addr", addr, err)
	}
	server := newServer(web.NewAdmin(counts), profileWithin, log)
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(listener) }) // ends when it is closed, and for no other reason that anybody could mend
	log.Info("metrics and profiles", "addr", listener.Addr().String())
	return func() {
		_ = server.Close()
		serving.Wait()
	}, nil
}
