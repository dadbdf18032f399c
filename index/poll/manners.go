package poll

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"xunbao/index/fetch"
)

// The manners.
const (
	hostPause   = 2 * time.Second // between the end of one request of a host and the beginning of the next; robots.txt may ask for more
	maxRequests = 4               // at a time, of all hosts together
	maxHosts    = 256             // that are remembered
)

// Errors of a request that was not made.
var (
	errDisallowed = errors.New("robots.txt does not allow it")
	errNoAddress  = errors.New("it cannot be asked for")
)

// manners makes requests one at a time for each host, with pauses, and only where robots.txt allows them. Safe for concurrent use.
type manners struct {
	client *fetch.Client
	now    func() time.Time
	sleep  func(context.Context, time.Duration) error
	slots  chan struct{}

	mu    sync.Mutex
	hosts map[string]*host // by name, without port
}

// host is a machine that is asked.
type host struct {
	gate  chan struct{}     // who is in it may ask
	next  time.Time         // when it may be asked again
	rules map[string]cached // by scheme, host and port; manners.mu guards both
}

func newManners(client *fetch.Client, now func() time.Time, sleep func(context.Context, time.Duration) error) *manners {
	return &manners{client: client, now: now, sleep: sleep, slots: make(chan struct{}, maxRequests), hosts: map[string]*host{}}
}

// ask makes a request when it is its turn and hands the answer to read, which reads the body before it returns.
func (m *manners) ask(ctx context.Context, r fetch.Request, read func(*fetch.Answer) error) error {
	u, err := fetch.Parse(r.URL)
	if err != nil {
		return fmt.Errorf("%w: %w", errNoAddress, err)
	}
	h := m.host(u)
	if err := enter(ctx, h.gate); err != nil {
		return err
	}
	defer leave(h.gate)
	rules, err := m.rulesOf(ctx, u, func(request func() error) error { return m.turn(ctx, h, hostPause, request) })
	if err != nil {
		return err
	}
	if !rules.Allows(u) {
		return fmt.Errorf("%w: %s", errDisallowed, u.Host)
	}
	r.Follow = m.follow
	return m.turn(ctx, h, max(hostPause, rules.Delay), func() error {
		answer, err := m.client.Ask(ctx, r)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		return read(answer)
	})
}

// turn waits until the host may be asked, asks, and lets the next request wait. The caller is in the gate of the host.
func (m *manners) turn(ctx context.Context, h *host, pause time.Duration, request func() error) error {
	m.mu.Lock()
	next := h.next
	m.mu.Unlock()
	if err := m.sleep(ctx, next.Sub(m.now())); err != nil {
		return err
	}
	if err := enter(ctx, m.slots); err != nil {
		return err
	}
	defer leave(m.slots)
	defer func() {
		m.mu.Lock()
		h.next = m.now().Add(pause)
		m.mu.Unlock()
	}()
	return request()
}

// follow allows a redirect where robots.txt of that site allows it. It asks for that file at once: who waited here for the turn of another
// host, and there for this one, would wait for ever.
func (m *manners) follow(ctx context.Context, to *url.URL) error {
	rules, err := m.rulesOf(ctx, to, func(request func() error) error { return request() })
	if err != nil {
		return err
	}
	if !rules.Allows(to) {
		return fmt.Errorf("%w: %s", errDisallowed, to.Host)
	}
	return nil
}

// enter waits for a place.
func enter(ctx context.Context, places chan struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func leave(places chan struct{}) { <-places }

// host is the host of an address. Of too many, one that has waited longest and is not being asked is forgotten.
func (m *manners) host(u *url.URL) *host {
	name := strings.ToLower(u.Hostname())
	m.mu.Lock()
	defer m.mu.Unlock()
	if h := m.hosts[name]; h != nil {
		return h
	}
	if len(m.hosts) >= maxHosts {
		m.forget()
	}
	m.hosts[name] = &host{gate: make(chan struct{}, 1), rules: map[string]cached{}}
	return m.hosts[name]
}
