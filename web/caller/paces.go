package caller

import (
	"container/list"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// mostPaces is how many callers are remembered, some three hundred bytes each. Whoever has been forgotten begins anew; to be forgotten one has to
// come from as many networks.
const mostPaces = 10_000

// paces holds each caller to a pace of his own. Safe for concurrent use.
type paces struct {
	limit rate.Limit
	burst int
	most  int

	mu     sync.Mutex
	latest *list.List // of *pace, the one seen last in front
	known  map[netip.Prefix]*list.Element
}

type pace struct {
	who     netip.Prefix
	limiter *rate.Limiter
}

func newPaces(limit rate.Limit, burst int) *paces {
	return &paces{limit: limit, burst: burst, most: mostPaces, latest: list.New(), known: make(map[netip.Prefix]*list.Element)}
}

// of is the limiter of a caller.
func (p *paces) of(who netip.Prefix) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	if element, ok := p.known[who]; ok {
		p.latest.MoveToFront(element)
		return element.Value.(*pace).limiter
	}
	one := &pace{who, rate.NewLimiter(p.limit, p.burst)}
	p.known[who] = p.latest.PushFront(one)
	if p.latest.Len() > p.most {
		oldest := p.latest.Remove(p.latest.Back()).(*pace)
		delete(p.known, oldest.who)
	}
	return one.limiter
}

// take takes one from a limiter. It returns how long to wait when there is none to take, and takes none then.
func take(l *rate.Limiter, now time.Time) time.Duration {
	r := l.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// left is how long to wait until one can be taken; 0 when one can.
func left(l *rate.Limiter, now time.Time) time.Duration {
	tokens := l.TokensAt(now)
	if tokens >= 1 {
		return 0
	}
	return max(time.Millisecond, time.Duration((1-tokens)/float64(l.Limit())*float64(time.Second)))
}
