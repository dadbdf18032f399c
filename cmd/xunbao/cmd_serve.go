package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"sync"

	"github.com/spf13/cobra"

	"xunbao/web"
	"xunbao/web/conns"
	"xunbao/web/ledger"
	"xunbao/web/meter"
)

func (p *program) serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer searches in the browser and over JSON",
		Long: "Answer searches in the browser and over JSON until Ctrl-C or SIGTERM. A data folder that is new starts on sample articles.\n" +
			"Writing over HTTP needs a token: XUNBAO_TOKEN, or token in the settings file. The other commands work meanwhile.\n\n" +
			exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao serve\n  xunbao serve --data /srv/news --addr :8080",
		Args:    cobra.NoArgs,
	}
	for _, name := range []string{"addr", "admin-addr", "public-url", "search-timeout", "searches-at-once", "recency-half-life", "webhook-hosts", "recurring-lines", "connections", "rate", "burst", "trusted-proxies", "cors-origins", "log", "log-format"} {
		settingFlag(cmd.Flags(), name)
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s, err := p.settings(cmd)
		if err != nil {
			return err
		}
		return p.serve(cmd.Context(), s)
	}
	return cmd
}

// serve listens before it opens the folder, so that a port that is taken costs no time, and answers that it is being opened.
func (p *program) serve(ctx context.Context, s settings) (err error) {
	log := newLog(p.stderr, s.Log, s.LogJSON)
	listener, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return p.cannotListen(ctx, s, log, err)
	}
	defer listener.Close()
	bounded := conns.Limit(listener, s.Connections)
	front := startServing(web.Opening(), s.SearchTimeout, bounded, log)
	defer front.close()
	open := p.openSampled
	if len(s.Feeds) > 0 {
		open = p.open // the samples are invented, and are not to stand among the news
	}
	own, err := open(ctx, s, log)
	if err != nil {
		return err
	}
	defer func() {
		if failed := own.Close(); failed != nil {
			err = errors.Join(err, fmt.Errorf("close the data folder %q: %w", s.Data, failed))
		}
	}()
	key, err := own.Announce(reachable(listener.Addr().String()))
	if err != nil {
		return fmt.Errorf("tell the command line of this server: %w", err)
	}
	book := ledger.New(p.now)
	feeds, err := p.poller(s, own, book, log)
	if err != nil {
		return err
	}
	counts := meter.New(p.version)
	counts.Watch(watchRoom(s.Data))
	counts.Watch(watchConnections(bounded))
	stopAdmin, err := serveAdmin(s.AdminAddr, counts, log)
	if err != nil {
		return err
	}
	defer stopAdmin()
	handler, err := web.New(p.webConfig(s, key),
		web.Deps{Backend: own, Writer: own, Rebuilder: own, Copier: own, Lexicon: own, Explainer: own, Saver: own, Suggester: suggester(own), Feeds: feeds, Log: log, Meter: counts, Ledger: book})
	if err != nil {
		return fmt.Errorf("set up the server: %w", err)
	}
	front.use(handler)
	own.Follow(ctx)
	if err := p.greet(ctx, own, s, listener.Addr()); err != nil {
		return err
	}
	var beside sync.WaitGroup
	defer beside.Wait()
	polling, stop := context.WithCancel(ctx)
	defer stop()
	beside.Go(func() { feeds.Run(polling) })
	if suggestions := suggester(own); suggestions != nil {
		beside.Go(func() { _, _ = suggestions.Suggest(ctx, "", 1) }) // has them read before someone types; who does is told of a failure
	}
	return front.untilDone(ctx)
}

// webConfig is what the server's handler is told of the settings.
func (p *program) webConfig(s settings, key string) web.Config {
	return web.Config{
		Token: s.Token, ControlKey: key, Version: p.version, PublicURL: s.PublicURL, SearchTimeout: s.SearchTimeout, AtOnce: s.SearchesAtOnce, Now: p.now,
		Readers: s.Readers, Proxies: s.TrustedProxies, Rate: s.Rate, Burst: s.Burst, Origins: s.CORSOrigins,
	}
}

// cannotListen tells why: when the folder is served already that says more than the port that this server took.
func (p *program) cannotListen(ctx context.Context, s settings, log *slog.Logger, cause error) error {
	cause = fmt.Errorf("listen on %s: %w; stop the program that uses it, or choose another with --addr", s.Addr, cause)
	if _, err := os.Stat(s.Data); errors.Is(err, fs.ErrNotExist) {
		return cause
	}
	own, err := p.open(ctx, s, log)
	var held *heldError
	if errors.As(err, &held) {
		return held
	}
	if err == nil {
		err = own.Close()
	}
	return errors.Join(cause, err)
}

// greet prints where the articles are served.
func (p *program) greet(ctx context.Context, own backend, s settings, addr net.Addr) error {
	status, err := own.Status(ctx)
	if err != nil {
		return fmt.Errorf("read the state of the collection: %w", err)
	}
	fmt.Fprintf(p.stdout, "xunbao serving %s of %s at http://%s\n", plural(status.Articles, "article"), s.Data, reachable(addr.String()))
	if status.Sample {
		fmt.Fprintf(p.stdout, "These are the built-in samples. Replace them by your own with: xunbao reindex --data %s SOURCE\n", s.Data)
	}
	return nil
}

// reachable is a listening address as this machine reaches it: one that means every interface becomes the loopback one. "::" is
// listened to over both protocols, and 127.0.0.1 is there where IPv6 may not be.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
