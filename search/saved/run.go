package saved

import (
	"context"
	"time"
)

// pace is the shortest time between two looks at what has arrived, so that adding very many articles is not slowed down by many looks; again
// is after how long a look that failed is repeated, when nothing arrives.
const (
	pace  = 200 * time.Millisecond
	again = 10 * time.Second
)

// Follow begins to match what arrives and to deliver it, in the background, until Close. It is called once.
func (k *Keeper) Follow(ctx context.Context) {
	ctx, k.stop = context.WithCancel(context.WithoutCancel(ctx))
	k.running.Go(func() { k.run(ctx) })
}

// Wake tells that something has been written. It never waits.
func (k *Keeper) Wake() {
	select {
	case k.wake <- struct{}{}:
	default: // it is known already
	}
}

// run looks at once, and then whenever it is woken.
func (k *Keeper) run(ctx context.Context) {
	for {
		var repeat <-chan time.Time
		if !k.checkAll(ctx) {
			repeat = time.After(again)
		}
		k.deliverAll(ctx)
		rest := time.After(pace)
		select {
		case <-ctx.Done():
			return
		case <-k.wake:
		case <-repeat:
		}
		select {
		case <-ctx.Done():
			return
		case <-rest:
		}
	}
}

// checkAll looks for arrivals of every search and reports whether all of them could. A search that cannot does not stop the others.
func (k *Keeper) checkAll(ctx context.Context) (all bool) {
	all = true
	for _, w := range k.all() {
		err := w.check(ctx)
		if ctx.Err() != nil {
			return true
		}
		w.tell(err)
		all = all && err == nil
	}
	return all
}

// tell logs that a search cannot be matched, once until it can.
func (w *watch) tell(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil && !w.failing {
		w.keeper.cfg.Log.Warn("a saved search could not be matched; it is tried again", "search", w.name, "error", err)
	}
	w.failing = err != nil
}
