package poll

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"xunbao/index"
	"xunbao/internal/news"
)

// taking is the way of the new items of one answer into the writer.
type taking struct {
	p     *Poller
	feed  Feed
	state *state
	known map[string]bool // marks of items that need nothing more

	pages    int // asked for
	later    error
	waiting  int // items that wait for the next poll
	rejected int // items that could not be read or were not taken
	first    error
	articles []news.Article
	marks    []string // of articles, in their order
}

// all takes the items that are not known, first those that need no page. Items are marked when they are stored.
func (t *taking) all(ctx context.Context, items []news.Article) error {
	for _, mark := range t.state.Marks {
		t.known[mark] = true
	}
	tries := t.state.Tries
	t.state.Tries = map[string]int{} // without items that the feed has dropped
	var short []news.Article
	var shortMarks []string
	for _, item := range items {
		mark := markOf(&item)
		if t.known[mark] {
			continue
		}
		if n := tries[mark]; n > 0 {
			t.state.Tries[mark] = n
		}
		t.known[mark] = true
		if t.feed.wantsPage(&item) {
			short, shortMarks = append(short, item), append(shortMarks, mark)
			continue
		}
		t.add(item, mark)
	}
	if err := t.flush(ctx); err != nil {
		return err
	}
	for i, item := range short {
		if err := t.short(ctx, item, shortMarks[i]); err != nil {
			return err
		}
	}
	return t.flush(ctx)
}

// short takes an item by its page, or leaves it for the next poll.
func (t *taking) short(ctx context.Context, item news.Article, mark string) error {
	if t.pages >= maxPages || askedFor(t.later) > 0 {
		t.postpone(errMorePages)
		return nil
	}
	t.pages++
	page, err := t.p.page(ctx, item)
	if stopped := ctx.Err(); stopped != nil {
		return stopped
	}
	if err != nil && !isLasting(err) {
		if t.state.Tries[mark]++; t.state.Tries[mark] < maxTries {
			t.postpone(err)
			return nil
		}
	}
	t.add(page, mark)
	if len(t.articles) >= batch {
		return t.flush(ctx)
	}
	return nil
}

var errMorePages = errors.New("there are more pages than are asked for at a time")

// postpone leaves an item for the next poll. Of several reasons the first counts, but for one that asks for a pause.
func (t *taking) postpone(why error) {
	t.waiting++
	if t.later == nil || askedFor(t.later) == 0 && askedFor(why) > 0 {
		t.later = why
	}
}

func (t *taking) add(a news.Article, mark string) {
	if a.URL == "" {
		a.ID = ownID(t.feed.URL, &a)
	}
	t.articles, t.marks = append(t.articles, a), append(t.marks, mark)
}

// ownID makes the id of an item without an address its feed's own: ids such as "17" are met in many feeds.
func ownID(feed string, a *news.Article) news.ID {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d:%s%s", len(feed), feed, a.ID))
	return news.ID(hex.EncodeToString(sum[:16]))
}

// flush writes the articles and marks their items.
func (t *taking) flush(ctx context.Context) error {
	if len(t.articles) == 0 {
		return nil
	}
	outcomes, err := t.p.cfg.Writer.Put(ctx, t.articles)
	if err != nil {
		return fmt.Errorf("write %d articles: %w", len(t.articles), err)
	}
	for i, o := range outcomes {
		switch o.Action {
		case index.Added:
			t.state.Added++
		case index.Replaced:
			t.state.Replaced++
		case index.Rejected:
			t.reject(o.Err)
		}
		t.state.done(t.marks[i])
	}
	t.articles, t.marks = nil, nil
	return nil
}

func (t *taking) reject(err error) {
	address, _, _ := strings.Cut(t.feed.URL, "?") // what stands behind may be a key
	t.p.cfg.Rejected(&index.RecordError{Origin: address, Err: err})
	if t.rejected++; t.first == nil {
		t.first = err
	}
}

// trouble tells what was not taken, nil when everything was.
func (t *taking) trouble() error {
	var told []string
	if t.waiting > 0 {
		told = append(told, fmt.Sprintf("%d items wait for the next poll: %v", t.waiting, t.later))
	}
	if t.rejected > 0 {
		told = append(told, fmt.Sprintf("%d items cannot be taken: %v", t.rejected, t.first))
	}
	if len(told) == 0 {
		return nil
	}
	return errors.New(strings.Join(told, "; "))
}
