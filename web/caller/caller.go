// Package caller tells who sends a request, from which address and with which token, and holds each to a pace. What a route demands of a caller
// and how a refusal looks is not its business.
package caller

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"xunbao/search"
)

// Standing is what a request showed of its sender.
type Standing int

// The standings.
const (
	Nobody  Standing = iota // no token
	Wrong                   // a token that is none of ours
	Blocked                 // a token that was not looked at: too many wrong ones came from there
	Reader                  // the token of a reader
	Owner                   // the token for writing
	Local                   // the key that the command line of the same machine has
)

// Reads reports whether the sender has shown that he may read.
func (s Standing) Reads() bool { return s >= Reader }

// Writes reports whether the sender has shown that he may write.
func (s Standing) Writes() bool { return s >= Owner }

// Caller is the sender of one request.
type Caller struct {
	Address  netip.Addr
	Standing Standing
	Name     string        // of a reader
	Scope    search.Scope  // that a reader may learn of; nil: everything
	Wait     time.Duration // after which a blocked caller may try again

	limiter *rate.Limiter // of a reader; nil: that of the address
}

// Grant is a reader who was given a token.
type Grant struct {
	Name, Token string
	Rate        float64 // requests a second; 0: as for addresses
	Burst       int     // requests at once; 0 is those of a second, one at least
	Scope       search.Scope
}

// Config of New.
type Config struct {
	Token, Key string // of the owner and of the command line; empty: there is none
	Readers    []Grant
	Proxies    []netip.Prefix // whose word for the address is taken
	Rate       float64        // requests a second of one address; 0: any number
	Burst      int            // requests at once; 0 is those of a second, one at least
	Now        func() time.Time
}

// wrongPace: so many wrong tokens an address may send, and one more for each of these pauses.
const (
	wrongAtOnce = 5
	wrongPause  = 12 * time.Second
)

// Book knows who may call. Safe for concurrent use.
type Book struct {
	cfg     Config
	secrets []secret
	wrong   *paces
	pace    *paces // nil: none
}

// secret is a token, by its sum, and what it shows.
type secret struct {
	sum    [sha256.Size]byte
	caller Caller
}

// New makes a book.
func New(cfg Config) *Book {
	b := &Book{cfg: cfg, wrong: newPaces(rate.Every(wrongPause), wrongAtOnce)}
	if cfg.Rate > 0 {
		b.pace = newPaces(rate.Limit(cfg.Rate), burst(cfg.Rate, cfg.Burst))
	}
	add := func(token string, c Caller) {
		if token != "" {
			b.secrets = append(b.secrets, secret{sha256.Sum256([]byte(token)), c})
		}
	}
	add(cfg.Token, Caller{Standing: Owner})
	for _, g := range cfg.Readers {
		c := Caller{Standing: Reader, Name: g.Name, Scope: g.Scope}
		if g.Rate > 0 {
			c.limiter = rate.NewLimiter(rate.Limit(g.Rate), burst(g.Rate, g.Burst))
		}
		add(g.Token, c)
	}
	return b
}

func burst(rate float64, given int) int {
	if given > 0 {
		return given
	}
	return max(1, int(rate))
}

// Private reports whether reading needs a token.
func (b *Book) Private() bool { return len(b.cfg.Readers) > 0 }

// Identify tells who sends a request. A wrong token counts against its address; the key of the command line, which nobody can guess, is
// taken from everywhere.
func (b *Book) Identify(r *http.Request) Caller {
	c := Caller{Address: Address(r, b.cfg.Proxies)}
	token, basic, given := b.token(r)
	if !given {
		return c
	}
	sum := sha256.Sum256([]byte(token))
	if key := sha256.Sum256([]byte(b.cfg.Key)); b.cfg.Key != "" && !basic && subtle.ConstantTimeCompare(sum[:], key[:]) == 1 {
		c.Standing = Local
		return c
	}
	now, attempts := b.cfg.Now(), b.wrong.of(who(c.Address))
	if c.Wait = left(attempts, now); c.Wait > 0 {
		c.Standing = Blocked
		return c
	}
	found := -1
	for i := range b.secrets { // all of them, so that the time does not tell which
		if subtle.ConstantTimeCompare(sum[:], b.secrets[i].sum[:]) == 1 {
			found = i
		}
	}
	if found < 0 {
		if len(b.secrets) > 0 { // else there is nothing to find out
			take(attempts, now)
		}
		c.Standing = Wrong
		return c
	}
	known := b.secrets[found].caller
	known.Address = c.Address
	if basic {
		known.Standing = Reader
	}
	return known
}

// token is what a request shows: a bearer token or, where readers have tokens, the password (basic) that a browser or a feed reader sends. A browser
// sends that by itself, also when a page of another site made it ask: it is for reading only. given is false for a request that shows nothing.
func (b *Book) token(r *http.Request) (token string, basic, given bool) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return "", false, false
	}
	if _, password, ok := r.BasicAuth(); ok && b.Private() {
		return password, true, true
	}
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", false, true // which is no token
	}
	return strings.TrimSpace(token), false, true
}

// Pace counts a request against the pace of its sender. It returns how long he should wait when he is too fast, 0 when he is not. Who may
// write is not held up.
func (b *Book) Pace(c Caller) time.Duration {
	switch {
	case c.Standing.Writes():
		return 0
	case c.limiter != nil:
		return take(c.limiter, b.cfg.Now())
	case b.pace != nil:
		return take(b.pace.of(who(c.Address)), b.cfg.Now())
	}
	return 0
}

type key struct{}

// With returns a context that knows the caller.
func With(ctx context.Context, c Caller) context.Context { return context.WithValue(ctx, key{}, c) }

// Of is the caller of a context; nobody from nowhere when it knows none.
func Of(ctx context.Context) Caller {
	c, _ := ctx.Value(key{}).(Caller)
	return c
}
