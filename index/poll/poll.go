// Package poll asks feeds again and again: which articles are new there? It minds the manners of the web: robots.txt, a pause between two
// requests of one host, conditional requests, and longer and longer pauses where asking fails. What a feed says of its items is enough where it is the
// whole text; else the page is asked for. It keeps nothing but what it needs to go on: articles go to a writer.
package poll

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"xunbao/index"
	"xunbao/index/fetch"
)

// Intervals of a feed.
const (
	DefaultInterval = 30 * time.Minute
	MinInterval     = 5 * time.Minute
	MaxInterval     = 30 * 24 * time.Hour
)

// Pages says when the page of an item is asked for.
type Pages string

// The choices.
const (
	PagesAuto   Pages = "auto"   // when the item seems to hold only a summary
	PagesAlways Pages = "always" // for every item that has an address
	PagesNever  Pages = "never"
)

// Feed is one feed to poll.
type Feed struct {
	URL      string
	Interval time.Duration // 0 is DefaultInterval
	Pages    Pages         // "" is PagesAuto
}

// Config of New. All but AllowHosts, Rejected and Log must be set.
type Config struct {
	Feeds      []Feed
	Dir        string // where the state of the feeds is kept; made when it is missing and there are feeds
	UserAgent  string // "xunbao/1.0 (what it does)"
	AllowHosts []string
	Writer     index.Writer
	Rejected   func(*index.RecordError) // is told of items that cannot be taken, each time that they are met; may be nil
	Log        *slog.Logger
	Now        func() time.Time
	// Sleep waits, or returns the error of ctx as soon as that is done.
	Sleep func(ctx context.Context, d time.Duration) error
}

// Poller polls feeds. Its methods are safe for concurrent use; Run is called once.
type Poller struct {
	cfg     Config
	manners *manners
	feeds   []*feed
}

var _ index.FeedReporter = (*Poller)(nil)

// feed is a feed with its state, which mu guards: it is changed by one poll at a time and read by whoever asks.
type feed struct {
	Feed
	mu    sync.Mutex
	state state
}

// New reads the state that an earlier process has left. A state that cannot be read is told to the log, and the feed begun anew.
func New(cfg Config) (*Poller, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Rejected == nil {
		cfg.Rejected = func(*index.RecordError) {}
	}
	if len(cfg.Feeds) > 0 {
		if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
			return nil, fmt.Errorf("make the folder of feeds: %w", err)
		}
	}
	client := fetch.New(fetch.Config{UserAgent: cfg.UserAgent, AllowHosts: cfg.AllowHosts})
	p := &Poller{cfg: cfg, manners: newManners(client, cfg.Now, cfg.Sleep)}
	for _, f := range cfg.Feeds {
		if f.Interval == 0 {
			f.Interval = DefaultInterval
		}
		if f.Pages == "" {
			f.Pages = PagesAuto
		}
		s, err := loadState(cfg.Dir, f.URL)
		if err != nil {
			cfg.Log.Warn("a feed is begun anew", "feed", f.URL, "error", err)
		}
		if latest := cfg.Now().Add(max(f.Interval, longest)); s.Next.After(latest) { // the clock has been set back, or the interval is a shorter one now
			s.Next = latest
		}
		p.feeds = append(p.feeds, &feed{Feed: f, state: s})
	}
	return p, nil
}

// Run polls until ctx is done, each feed at its own times. It returns soon after, with everything that was acknowledged stored.
func (p *Poller) Run(ctx context.Context) {
	var running sync.WaitGroup
	defer running.Wait()
	for _, f := range p.feeds {
		running.Go(func() {
			for p.cfg.Sleep(ctx, f.due().Sub(p.cfg.Now())) == nil {
				p.poll(ctx, f)
			}
		})
	}
}

// Feeds implements index.FeedReporter.
func (p *Poller) Feeds() []index.FeedState {
	states := make([]index.FeedState, 0, len(p.feeds))
	for _, f := range p.feeds {
		f.mu.Lock()
		s := f.state
		f.mu.Unlock()
		states = append(states, index.FeedState{
			URL: f.URL, Interval: f.Interval, Polled: s.Polled, Outcome: s.Outcome, Error: s.Error, Failures: s.Failures, Next: s.Next,
			Added: s.Added, Replaced: s.Replaced,
		})
	}
	return states
}

func (f *feed) due() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state.Next
}

// Sleep is the Sleep of Config that waits for real.
func Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
