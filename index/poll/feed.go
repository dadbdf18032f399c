package poll

import (
	"context"
	"errors"
	"net/http"

	"xunbao/index"
	"xunbao/index/fetch"
	"xunbao/index/ingest"
	"xunbao/internal/news"
)

// The bounds of one poll.
const (
	maxFeed  = 8 << 20 // bytes; what comes before is taken
	maxItems = 1_000   // of a feed, from its beginning
	maxPages = 100     // that are asked for; the others wait for the next poll
	maxTries = 3       // polls in which a page is asked for in vain, before the summary is taken
	batch    = 10      // articles, behind pages, that are written together
)

// poll asks a feed once, takes what is new and notes how it went. A poll that is stopped notes only which items were dealt with.
func (p *Poller) poll(ctx context.Context, f *feed) {
	f.mu.Lock()
	s := f.state.clone()
	f.mu.Unlock()
	added, replaced := s.Added, s.Replaced
	later, err := p.take(ctx, f.Feed, &s)
	if ctx.Err() == nil {
		now := p.cfg.Now()
		s.Polled, s.Error = now, ""
		if err != nil {
			s.Error = err.Error()
		}
		if s.Outcome == index.FeedFailed {
			s.Failures++
			s.Next = now.Add(pauseAfter(f.Interval, s.Failures, err))
		} else {
			s.Failures = 0
			s.Next = now.Add(max(f.Interval, askedFor(later)))
		}
		p.tell(f, &s, s.Added-added, s.Replaced-replaced)
	} else {
		s.Outcome = f.state.Outcome // nobody else writes it
	}
	f.mu.Lock()
	f.state = s
	f.mu.Unlock()
	if err := s.save(p.cfg.Dir); err != nil {
		p.cfg.Log.Error("the state of a feed cannot be kept", "feed", f.URL, "error", err)
	}
}

func (p *Poller) tell(f *feed, s *state, added, replaced int) {
	if s.Outcome == index.FeedFailed {
		p.cfg.Log.Warn("feed cannot be polled", "feed", f.URL, "error", s.Error, "failures", s.Failures, "next", s.Next)
		return
	}
	p.cfg.Log.Info("feed polled", "feed", f.URL, "outcome", s.Outcome, "added", added, "replaced", replaced, "error", s.Error, "next", s.Next)
}

// take asks for a feed and takes its new items; s.Outcome says how it ended. An error beside another outcome than FeedFailed tells what could not be
// taken; later is why the pages of some items are to be asked for again, and may name a pause.
func (p *Poller) take(ctx context.Context, f Feed, s *state) (later, err error) {
	s.Outcome = index.FeedFailed
	got, err := p.read(ctx, f, s.Seen)
	if err != nil {
		return nil, err
	}
	if got.unchanged {
		s.Outcome = index.FeedUnchanged
		return nil, nil
	}
	t := taking{p: p, feed: f, state: s, known: map[string]bool{}}
	for _, bad := range got.bad {
		t.reject(bad)
	}
	if err := t.all(ctx, got.items); err != nil {
		return nil, err
	}
	s.Outcome, s.Seen = index.FeedTaken, got.seen
	if got.cut != nil || t.later != nil {
		s.Seen = fetch.Validators{} // so that the next poll sees the items again
	}
	return t.later, errors.Join(got.cut, t.trouble())
}

// answer is what a feed holds.
type answer struct {
	unchanged bool
	items     []news.Article
	bad       []error // of items that cannot be read
	seen      fetch.Validators
	cut       error // why it was not read to its end
}

// read asks for the feed and reads its items. What came before damage is taken; an answer of which nothing can be read is an error.
func (p *Poller) read(ctx context.Context, f Feed, seen fetch.Validators) (got answer, err error) {
	err = p.manners.ask(ctx, fetch.Request{URL: f.URL, Seen: seen, Limit: maxFeed}, func(a *fetch.Answer) error {
		switch {
		case a.Status == http.StatusNotModified && seen != fetch.Validators{}:
			got.unchanged = true
			return nil
		case a.Status != http.StatusOK:
			return refused(a, p.cfg.Now())
		}
		got.seen = a.Validators()
		got.fill(ingest.Feed(a.Body, f.URL), f.URL)
		if len(got.items) == 0 {
			return got.cut
		}
		return nil
	})
	return got, err
}

// fill reads the items of the feed of an address.
func (a *answer) fill(records index.Records, address string) {
	for record, err := range records {
		var failed *index.RecordError
		switch {
		case len(a.items)+len(a.bad) == maxItems:
			return
		case errors.As(err, &failed) && failed.Origin != address:
			a.bad = append(a.bad, failed.Err) // the origin holds the address, which may hold a key
		case errors.As(err, &failed):
			a.cut = failed.Err
		case err != nil:
			a.cut = err
		default:
			a.items = append(a.items, record.Article)
		}
	}
}
