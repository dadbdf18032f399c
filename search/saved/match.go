package saved

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"xunbao/search"
)

// checkWithin is the time limit of one look at what has arrived.
const checkWithin = time.Minute

// maxLines is how long a journal grows before it is written anew.
const maxLines = 2 * MaxMatches

// check matches what has arrived since the mark, until there is nothing more.
func (w *watch) check(ctx context.Context) error {
	w.checking.Lock()
	defer w.checking.Unlock()
	for {
		ctx, cancel := context.WithTimeout(ctx, checkWithin)
		more, err := w.step(ctx)
		cancel()
		if err != nil || !more {
			return err
		}
	}
}

// step matches some of what has arrived. checking is held.
func (w *watch) step(ctx context.Context) (more bool, err error) {
	w.mu.Lock()
	request, mark := w.settings.Request, w.mark
	w.mu.Unlock()
	values, err := url.ParseQuery(request)
	if err != nil {
		return false, fmt.Errorf("read the request of %q: %w", w.name, err)
	}
	req, err := search.ParseRequest(values, w.keeper.cfg.Now())
	if err != nil {
		return false, err
	}
	arrivals, reached, err := w.keeper.cfg.Follower.Since(ctx, req, mark, atOnce)
	if err != nil || reached == mark {
		return false, err
	}
	if err := w.record(arrivals, reached); err != nil {
		return false, err
	}
	return len(arrivals) > 0, nil
}

// record writes down the arrivals that are no reprint of a recorded one, together with the mark that was reached.
func (w *watch) record(arrivals []search.Arrival, reached search.Mark) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.gone {
		return nil
	}
	fresh := w.fresh(arrivals)
	e := entry{Mark: &reached, Matches: fresh, Failed: w.overdue(len(fresh))}
	if err := w.journal.append(e, len(fresh) > 0); err != nil {
		return err
	}
	w.apply(e)
	for i := range fresh {
		w.know(&fresh[i])
	}
	if len(fresh) > 0 && w.settings.Webhook != nil {
		w.keeper.Wake()
	}
	return w.shorten()
}

// fresh makes the records of the arrivals whose stories are not known.
func (w *watch) fresh(arrivals []search.Arrival) []record {
	var out []record
	for i := range arrivals {
		a := &arrivals[i]
		known := w.known[a.Hit.Story.ID]
		for _, name := range a.Names {
			known = known || w.known[name]
		}
		if known {
			continue
		}
		r := newRecord(w.last+1+len(out), w.keeper.cfg.Now(), a)
		if w.settings.Webhook != nil {
			r.Delivery = search.Waiting
		}
		out = append(out, r)
	}
	return out
}

// overdue lists the deliveries to be given up so that there is room for more.
func (w *watch) overdue(more int) []int {
	waiting := w.waiting()
	return waiting[:max(0, min(len(waiting), len(waiting)+more-maxWaiting))]
}

// shorten writes the journal anew when most of it speaks of matches that are forgotten, or of deliveries long done.
func (w *watch) shorten() error {
	if len(w.matches) < MaxMatches+MaxMatches/4 && w.journal.lines < maxLines {
		return nil
	}
	w.forget()
	return w.journal.replace(entry{Mark: &w.mark, Last: w.last, Matches: w.matches})
}
