package poll

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"xunbao/index/fetch"
	"xunbao/index/robots"
)

// agent is our name in robots.txt.
const agent = "xunbao"

// How long a robots.txt holds, and how long it is not asked for again when that failed.
const (
	rulesHold  = 24 * time.Hour
	rulesRetry = 10 * time.Minute
)

// cached is what is known of the robots.txt of a site: its rules, or why they are not known.
type cached struct {
	rules *robots.Rules
	err   error
	until time.Time
}

// rulesOf gives the rules of the site of an address. A site that has none (status 4xx) allows everything; one that cannot be asked allows
// nothing: its old rules hold on where there are any, else it is an error. asking makes the request when it is needed.
func (m *manners) rulesOf(ctx context.Context, u *url.URL, asking func(func() error) error) (*robots.Rules, error) {
	h, site := m.host(u), u.Scheme+"://"+u.Host
	m.mu.Lock()
	known := h.rules[site]
	m.mu.Unlock()
	if m.now().Before(known.until) {
		return known.rules, known.err
	}
	var rules *robots.Rules
	err := asking(func() (err error) {
		rules, err = m.askRules(ctx, site)
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	found := cached{rules: rules, err: err, until: m.now().Add(rulesHold)}
	if err != nil {
		found.until = m.now().Add(rulesRetry)
		if known.rules != nil {
			found.rules, found.err = known.rules, nil
		}
	}
	m.mu.Lock()
	h.rules[site] = found
	m.mu.Unlock()
	return found.rules, found.err
}

func (m *manners) askRules(ctx context.Context, site string) (*robots.Rules, error) {
	answer, err := m.client.Ask(ctx, fetch.Request{URL: site + "/robots.txt"})
	if err != nil {
		return nil, fmt.Errorf("robots.txt cannot be had: %w", err)
	}
	defer answer.Body.Close()
	switch {
	case answer.Status == http.StatusTooManyRequests || answer.Status >= http.StatusInternalServerError:
		return nil, refused(answer, m.now())
	case answer.Status != http.StatusOK:
		return &robots.Rules{}, nil
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, robots.MaxBytes))
	if err != nil {
		return nil, fmt.Errorf("robots.txt cannot be had: %w", err)
	}
	return robots.Parse(text, agent), nil
}

// forget drops the host that was asked longest ago of those that nobody is asking. m.mu is held.
func (m *manners) forget() {
	oldest := ""
	for name, h := range m.hosts {
		if len(h.gate) == 0 && (oldest == "" || h.next.Before(m.hosts[oldest].next)) {
			oldest = name
		}
	}
	delete(m.hosts, oldest)
}
