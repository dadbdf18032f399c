package load

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Soak searches a server for long while articles come and its index is rebuilt again and again, and holds every answer against what had been
// acknowledged when it was asked for. The server's token must be set.
type Soak struct {
	Server
	queries      []string
	least        []int // articles that match each query at the beginning; more may come, none go
	acknowledged atomic.Int64
	stages       stages
}

// Soaked is how a soak went.
type Soaked struct {
	Rates      []float64 // searches a second that the server could do, in each round
	Idle, Busy Phase
	Stages     map[string]Phase // of Busy, by the stage of the rebuild that ran
	Added      int              // articles, those that replaced others counted again
	Longest    time.Duration    // that a rebuild took
}

// addedWord stands in every article that comes during a soak and in no other.
const addedWord = "雁鸣湖渡槽验收"

// Articles come together, so many at a time. From a number on they replace those that came first, so that the server has about as much to do at the
// end as at the beginning.
const (
	together = 10
	replaced = 1000
)

// NewSoak asks every query once, to learn what must be found from then on. Queries that find nothing are an error.
func NewSoak(ctx context.Context, s Server, queries []string) (*Soak, error) {
	k := &Soak{Server: s, queries: queries, least: make([]int, len(queries)), stages: stages{all: make(map[string]*phase)}}
	for i, query := range queries {
		total, a := k.total(ctx, query, 1, time.Now())
		if a.Err != nil || a.Status != http.StatusOK {
			return nil, fmt.Errorf("search for %s: status %d, %w", query, a.Status, a.Err)
		}
		k.least[i] = total
	}
	return k, nil
}

// addEvery is how long it is from one batch of articles to the next.
const addEvery = time.Second / 2

// Parts of a round: to learn what the server can do, and to ask for half of that with nothing beside it.
const (
	partFull = 15
	partIdle = 6
)

// Run goes through so many rounds. In each, clients ask as often as they can for a short time; then searches come half as often, first with nothing
// beside them, then while articles come and the index is rebuilt once. What else the machine does thus comes to all three, however long it takes.
// The busy parts last so long together, or longer where rebuilds do. In the end every article that was acknowledged must be found.
func (k *Soak) Run(ctx context.Context, clients int, lasting time.Duration, rounds int) (out Soaked, err error) {
	for n := 0; n < replaced; n += together {
		if err := k.add(ctx, n); err != nil {
			return out, err
		}
	}
	var idle, busy phase
	each := lasting / time.Duration(rounds)
	for range rounds {
		full := Steady(ctx, k.Search, clients, each/partFull)
		out.Rates = append(out.Rates, full.Rate)
		idle.open(ctx, k.Search, full.Rate/2, each/partIdle, nil)
		took, err := k.round(ctx, &busy, full.Rate/2, each)
		if err != nil {
			return out, err
		}
		out.Longest = max(out.Longest, took)
	}
	out.Idle, out.Busy, out.Stages, out.Added = idle.end(), busy.end(), k.stages.end(), int(k.acknowledged.Load())
	_, last := k.total(ctx, addedWord, k.added(), time.Now())
	return out, last.Err
}

// round is the busy part of a round. It returns how long the rebuild took.
func (k *Soak) round(ctx context.Context, busy *phase, rate float64, lasting time.Duration) (took time.Duration, err error) {
	beside, stop := context.WithCancel(ctx)
	defer stop()
	rebuilt := make(chan struct{})
	var work sync.WaitGroup
	var adding, rebuilding error
	work.Go(func() {
		for sleep(beside, addEvery) && adding == nil {
			adding = k.add(context.WithoutCancel(ctx), int(k.acknowledged.Load()))
		}
	})
	k.stages.enter(noRebuild)
	defer k.stages.leave()
	work.Go(func() {
		defer close(rebuilt)
		pause(ctx, lasting/10)
		began := time.Now()
		rebuilding = k.rebuild(ctx)
		took = time.Since(began)
		k.stages.enter("just switched")
		pause(ctx, time.Second)
		k.stages.enter(noRebuild)
	})
	busy.open(ctx, k.Search, rate, lasting, rebuilt)
	stop()
	work.Wait()
	return took, errors.Join(adding, rebuilding, ctx.Err())
}

// Undo deletes what was added and rebuilds the index, so that the server has what it had at the beginning.
func (k *Soak) Undo(ctx context.Context) error {
	if a := k.Ask(ctx, http.MethodDelete, "/api/v1/articles?"+url.Values{"q": {`"` + addedWord + `"`}}.Encode(), ""); a.Err != nil || a.Status != http.StatusOK {
		return fmt.Errorf("delete what was added: status %d, %w", a.Status, a.Err)
	}
	return k.rebuild(ctx)
}

// Search is an Asker: one of the queries, and every eighth time what was added. The answer has an error when fewer articles are in it than there must
// be.
func (k *Soak) Search(ctx context.Context, i int, due time.Time) Answer {
	query, least := addedWord, k.added()
	if i%8 > 0 {
		query, least = k.queries[i%len(k.queries)], k.least[i%len(k.queries)]
	}
	stage := k.stages.now()
	_, a := k.total(ctx, query, least, due)
	if stage != nil {
		stage.add(a)
	}
	return a
}

// added is how many of the articles that came must be there.
func (k *Soak) added() int { return int(min(k.acknowledged.Load(), replaced)) }

// total asks for a page of results and tells how many match. It is an error when fewer than least match, or the page has fewer hits than it should.
func (k *Soak) total(ctx context.Context, query string, least int, due time.Time) (int, Answer) {
	var body bytes.Buffer
	a := k.send(ctx, http.MethodGet, "/api/v1/search?"+url.Values{"q": {`"` + query + `"`}, "collapse": {"none"}}.Encode(), "", &body, due)
	if a.Err != nil || a.Status != http.StatusOK {
		return 0, a
	}
	var page struct {
		Total int
		Hits  []json.RawMessage
	}
	if err := json.Unmarshal(body.Bytes(), &page); err != nil {
		a.Err = fmt.Errorf("read the answer to %s: %w", query, err)
	} else if page.Total < least || len(page.Hits) != min(10, page.Total) {
		a.Err = fmt.Errorf("%s: %d articles with %d hits, %d must be there", query, page.Total, len(page.Hits), least)
	}
	return page.Total, a
}

// add has some articles come, from number n on.
func (k *Soak) add(ctx context.Context, n int) error {
	batch := make([]map[string]string, together)
	for i := range batch {
		batch[i] = comes(n + i)
	}
	body, err := json.Marshal(batch)
	if err != nil {
		return err
	}
	if a := k.Ask(ctx, http.MethodPost, "/api/v1/articles", string(body)); a.Err != nil || a.Status != http.StatusOK {
		return fmt.Errorf("add articles: status %d, %w", a.Status, a.Err)
	}
	k.acknowledged.Add(together)
	return nil
}

// comes is an article about what never was.
func comes(n int) map[string]string {
	places, things := []string{"云浦", "临溪", "北坡", "鹤岭", "沙洲"}, []string{"码头扩建", "梯田灌溉", "夜班公交", "古桥修缮", "稻种试验", "雪场开放", "图书漂流"}
	place, thing := places[n%len(places)], things[n/len(places)%len(things)]
	return map[string]string{
		"id": "soak-" + strconv.Itoa(n%replaced), "title": fmt.Sprintf("%s%s进入第%d个月", place, thing, n), "source": place + "日报",
		"body": fmt.Sprintf("%s的%s由第%d组负责，居民说路好走了，灯也亮了。\n记录编号%d，下月再看。\n%s", place, thing, n%97, n*7919, addedWord),
	}
}

// rebuild rebuilds the index once and follows its stages.
func (k *Soak) rebuild(ctx context.Context) error {
	read, write := io.Pipe()
	result := make(chan Answer, 1)
	go func() {
		a := k.send(ctx, http.MethodPost, "/api/v1/reindex", "", write, time.Now())
		write.Close()
		result <- a
	}()
	whole := false
	for lines := bufio.NewScanner(read); lines.Scan(); {
		var line struct {
			Stage   string
			Summary json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return err
		}
		whole = whole || line.Summary != nil
		if line.Stage != "" {
			k.stages.enter(line.Stage)
		}
	}
	if a := <-result; a.Err != nil || !whole {
		return fmt.Errorf("rebuild the index: status %d, whole: %t; %w", a.Status, whole, a.Err)
	}
	return nil
}
