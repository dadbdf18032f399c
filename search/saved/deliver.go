package saved

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"xunbao/search"
)

// A delivery that fails is tried again after firstWait, twice that, and so on, at most maxWait; when it fails giveUpAfter its match was found it is given
// up.
const (
	firstWait   = time.Second
	maxWait     = 15 * time.Minute
	giveUpAfter = 24 * time.Hour
)

// attempts is how often a delivery failed since the process started, and when it is tried again.
type attempts struct {
	failed int
	due    time.Time
}

// deliverAll has each search that has something to deliver do so by itself: one whose receiver is slow holds up no other.
func (k *Keeper) deliverAll(ctx context.Context) {
	if k.cfg.Poster == nil {
		return
	}
	for _, w := range k.all() {
		w.mu.Lock()
		_, _, waiting := w.next()
		begin := waiting && !w.delivering
		w.delivering = w.delivering || begin
		w.mu.Unlock()
		if begin {
			k.running.Go(func() { w.deliver(ctx) })
		} else if waiting {
			w.hurry()
		}
	}
}

// hurry tells deliver that there may be something due earlier than what it waits for.
func (w *watch) hurry() {
	select {
	case w.hurried <- struct{}{}:
	default:
	}
}

// deliver sends what waits, one after another, until nothing does.
func (w *watch) deliver(ctx context.Context) {
	for {
		w.mu.Lock()
		r, due, waiting := w.next()
		if !waiting || ctx.Err() != nil {
			w.delivering = false
			w.mu.Unlock()
			return
		}
		hook, id := *w.settings.Webhook, w.deliveryID(r.Number)
		body, err := w.body(&r)
		w.mu.Unlock()
		if rest := due.Sub(w.keeper.cfg.Now()); rest > 0 {
			select {
			case <-ctx.Done():
			case <-w.hurried:
			case <-time.After(rest):
			}
			continue
		}
		if err == nil {
			err = w.send(ctx, hook, id, body)
		}
		if err == nil || ctx.Err() == nil {
			w.settle(&r, err)
		}
	}
}

// next is the delivery that is due first, and when; false when none waits. mu is held.
func (w *watch) next() (first record, due time.Time, waiting bool) {
	if w.gone || w.settings.Webhook == nil {
		return record{}, time.Time{}, false
	}
	for i := range w.matches {
		r := &w.matches[i]
		if r.Delivery != search.Waiting {
			continue
		}
		if at := w.attempts[r.Number].due; !waiting || at.Before(due) {
			first, due, waiting = *r, at, true
		}
	}
	return first, due, waiting
}

// waiting lists the numbers of the matches to be delivered, ascending. mu is held.
func (w *watch) waiting() (numbers []int) {
	for i := range w.matches {
		if w.matches[i].Delivery == search.Waiting {
			numbers = append(numbers, w.matches[i].Number)
		}
	}
	return numbers
}

// send posts a body, signed. Only an answer of 200 to 299 counts as taken.
func (w *watch) send(ctx context.Context, hook search.Webhook, id string, body []byte) error {
	header := http.Header{"Content-Type": {"application/json"}}
	header.Set(SignatureHeader, Sign(hook.Secret, w.keeper.cfg.Now(), body))
	header.Set(DeliveryHeader, id)
	status, err := w.keeper.cfg.Poster.Post(ctx, hook.URL, header, body)
	if err == nil && (status < 200 || status > 299) {
		err = fmt.Errorf("it answers with status %d", status)
	}
	return err
}

// settle notes how an attempt ended. What was taken is written down before anything else is sent.
func (w *watch) settle(r *record, failure error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.gone {
		return
	}
	now := w.keeper.cfg.Now()
	e := entry{Sent: []int{r.Number}}
	if failure != nil {
		a := w.attempts[r.Number]
		if now.Sub(r.At) < giveUpAfter {
			w.retry(r.Number, a.failed+1, now)
			if a.failed == 0 {
				w.keeper.cfg.Log.Warn("a webhook was not delivered; it is tried again for a day", "search", w.name, "match", r.Number, "error", failure)
			}
			return
		}
		e = entry{Failed: []int{r.Number}}
		w.keeper.cfg.Log.Warn("a webhook is given up", "search", w.name, "match", r.Number, "error", failure)
	}
	if err := w.journal.append(e, true); err != nil {
		w.keeper.cfg.Log.Error("it could not be noted that a webhook was delivered; it will be sent again, with the same id", "search", w.name, "match", r.Number, "error", err)
		w.retry(r.Number, w.attempts[r.Number].failed+1, now)
		return
	}
	delete(w.attempts, r.Number)
	w.apply(e)
	if err := w.shorten(); err != nil {
		w.keeper.cfg.Log.Warn("the matches of a saved search could not be shortened", "search", w.name, "error", err)
	}
}

// restartDeliveries tries what waits again at once, as the webhook may have been put right; without a webhook it is given up. mu is held.
func (w *watch) restartDeliveries() error {
	clear(w.attempts)
	if w.settings.Webhook != nil {
		w.keeper.Wake()
		return nil
	}
	e := entry{Failed: w.waiting()}
	if len(e.Failed) == 0 {
		return nil
	}
	err := w.journal.append(e, true)
	if err == nil {
		w.apply(e)
	}
	return err
}

// retry has a delivery tried again later, the later the more often it has failed.
func (w *watch) retry(number, failed int, now time.Time) {
	wait := maxWait
	if failed <= 10 { // beyond, doubling has passed maxWait
		wait = min(maxWait, firstWait<<(failed-1))
	}
	w.attempts[number] = attempts{failed, now.Add(wait)}
}
