package caller

import (
	"fmt"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"xunbao/search"
)

// clock is a time that stands until it is moved.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func newClock() *clock { return &clock{time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC)} }

// from is a request from an address with an Authorization header.
func from(address, authorization string) *http.Request {
	r := &http.Request{RemoteAddr: address + ":5000", Header: http.Header{}}
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	return r
}

func basic(password string) string {
	r := &http.Request{Header: http.Header{}}
	r.SetBasicAuth("读者", password)
	return r.Header.Get("Authorization")
}

func TestIdentify(t *testing.T) {
	scope := search.Scope{search.Source: {"云浦日报"}}
	readers := []Grant{{Name: "甲", Token: "reader-token-1"}, {Name: "乙", Token: "reader-token-2", Scope: scope}}
	private := Config{Token: "owner-token", Key: "local-key", Readers: readers}
	for _, c := range []struct {
		name, header string
		cfg          Config
		want         Standing
		who          string
		scoped       bool
	}{
		{"nothing", "", private, Nobody, "", false},
		{"nothing where nothing is needed", "", Config{}, Nobody, "", false},
		{"owner", "Bearer owner-token", private, Owner, "", false},
		{"owner, small letters", "bearer owner-token", private, Owner, "", false},
		{"owner by password reads", basic("owner-token"), private, Reader, "", false},
		{"command line", "Bearer local-key", private, Local, "", false},
		{"command line by password", basic("local-key"), private, Wrong, "", false},
		{"reader", "Bearer reader-token-1", private, Reader, "甲", false},
		{"reader by password", basic("reader-token-2"), private, Reader, "乙", true},
		{"wrong", "Bearer reader-token-3", private, Wrong, "", false},
		{"wrong password", basic("x"), private, Wrong, "", false},
		{"empty", "Bearer ", private, Wrong, "", false},
		{"empty where there is no token", "Bearer ", Config{}, Wrong, "", false},
		{"part", "Bearer owner-", private, Wrong, "", false},
		{"no scheme", "owner-token", private, Wrong, "", false},
		{"password where none is asked for", basic("owner-token"), Config{Token: "owner-token"}, Wrong, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.cfg.Now = newClock().read
			got := New(c.cfg).Identify(from("203.0.113.9", c.header))
			if got.Standing != c.want || got.Name != c.who || (got.Scope != nil) != c.scoped || got.Address.String() != "203.0.113.9" {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// TestWrongTokens: after five wrong tokens an address is not listened to, also when it has the right one, until twelve seconds have passed for
// each; other addresses and the command line are.
func TestWrongTokens(t *testing.T) {
	at := newClock()
	b := New(Config{Token: "owner-token", Key: "local-key", Now: at.read})
	for range wrongAtOnce {
		if got := b.Identify(from("203.0.113.9", "Bearer guess")); got.Standing != Wrong {
			t.Fatalf("got %+v", got)
		}
	}
	for _, token := range []string{"guess", "owner-token"} {
		if got := b.Identify(from("203.0.113.9", "Bearer "+token)); got.Standing != Blocked || got.Wait <= 0 || got.Wait > wrongPause {
			t.Errorf("%s after five wrong ones: %+v", token, got)
		}
	}
	if got := b.Identify(from("203.0.113.9", "Bearer local-key")); got.Standing != Local {
		t.Errorf("the command line: %+v", got)
	}
	if got := b.Identify(from("203.0.113.10", "Bearer owner-token")); got.Standing != Owner {
		t.Errorf("another address: %+v", got)
	}
	at.now = at.now.Add(wrongPause)
	if got := b.Identify(from("203.0.113.9", "Bearer owner-token")); got.Standing != Owner {
		t.Errorf("after a pause: %+v", got)
	}
	guesses := 0
	for range 3600 {
		at.now = at.now.Add(time.Second)
		if b.Identify(from("203.0.113.9", "Bearer guess")).Standing == Wrong {
			guesses++
		}
	}
	if guesses > 3600/12+wrongAtOnce {
		t.Errorf("%d guesses in an hour", guesses)
	}
}

func TestPace(t *testing.T) {
	at := newClock()
	b := New(Config{Token: "owner-token", Rate: 2, Burst: 3, Now: at.read, Readers: []Grant{{Name: "甲", Token: "reader-token-1", Rate: 1}, {Name: "乙", Token: "reader-token-2"}}})
	for _, c := range []struct {
		name   string
		r      *http.Request
		atOnce int // 0: any number
		wait   time.Duration
	}{
		{"an address", from("203.0.113.9", ""), 3, time.Second / 2},
		{"another", from("203.0.113.10", ""), 3, time.Second / 2},
		{"neighbours of one network", from("[2001:db8::1]", ""), 3, time.Second / 2},
		{"a reader with a pace", from("203.0.113.9", "Bearer reader-token-1"), 1, time.Second},
		{"a reader without", from("203.0.113.11", "Bearer reader-token-2"), 3, time.Second / 2},
		{"the owner", from("203.0.113.9", "Bearer owner-token"), 0, 0},
	} {
		passed := 0
		for range 10 {
			who := b.Identify(c.r)
			if b.Pace(who) == 0 {
				passed++
			}
		}
		if c.atOnce > 0 && passed != c.atOnce || c.atOnce == 0 && passed != 10 {
			t.Errorf("%s: %d passed", c.name, passed)
		}
		if wait := b.Pace(b.Identify(c.r)); wait != c.wait {
			t.Errorf("%s: wait %v, want %v", c.name, wait, c.wait)
		}
	}
	if b.Pace(b.Identify(from("[2001:db8::2]", ""))) == 0 {
		t.Error("the next address of a network begins anew")
	}
	if open := New(Config{Now: at.read}); open.Pace(open.Identify(from("203.0.113.9", ""))) != 0 {
		t.Error("a pace where none was set")
	}
}

// TestPacesAreBounded: however many addresses there are, as many are remembered, and those that come back are.
func TestPacesAreBounded(t *testing.T) {
	at := newClock()
	p := newPaces(rate.Every(time.Hour), 1)
	first := who(netip.MustParseAddr("203.0.113.9"))
	for i := range 3 * mostPaces {
		take(p.of(who(netip.MustParseAddr(fmt.Sprintf("2001:db8:%x:%x::1", i>>16, i&0xffff)))), at.now)
		if take(p.of(first), at.now) == 0 && i > 0 {
			t.Fatalf("who comes back all the time was forgotten after %d", i)
		}
	}
	if p.latest.Len() != mostPaces || len(p.known) != mostPaces {
		t.Errorf("%d and %d are remembered", p.latest.Len(), len(p.known))
	}
}
