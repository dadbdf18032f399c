package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"xunbao/index/ingest"
	"xunbao/internal/app"
	"xunbao/internal/news"
	"xunbao/web"
)

// A soak in short form runs with all tests. The whole one is asked for by its time, and told which articles to use:
//
//	XUNBAO_SOAK=10m XUNBAO_SOAK_ARTICLES=news.jsonl go test -run TestSoak -v -timeout 30m ./web
const (
	soakVariable    = "XUNBAO_SOAK"
	articlesOfASoak = "XUNBAO_SOAK_ARTICLES"
	soakRebuilds    = 20
	soakBatch       = 10 // articles that come together
)

// addedWord stands in every article that comes during the soak and in no other.
const addedWord = "雁鸣湖渡槽验收"

// TestSoak: searches go on at half of what the server can do while articles come and the index is rebuilt again and again. None fails, none
// finds less than had been acknowledged when it was asked, and in the end no goroutine and no file is left over. The latencies are printed.
func TestSoak(t *testing.T) {
	whole, rebuilds, most := 4*time.Second, 3, 50.0 // searches a second at most: other tests have the machine too
	if text := os.Getenv(soakVariable); text != "" {
		var err error
		if whole, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
		rebuilds, most = soakRebuilds, math.Inf(1)
	} else if testing.Short() {
		t.Skip("the short form of the soak is no test of races")
	}
	s := newSoak(t)
	s.learn(t)
	rate := min(most, s.capacity(t, whole/20)/2)
	idle := s.offer(t, rate, whole/10)
	before := leftOver()
	t.Logf("%d articles; %.0f searches a second; idle: %s", s.articles, rate, idle)

	going, stop := context.WithCancel(t.Context())
	var work sync.WaitGroup
	work.Go(func() { s.add(going) })
	work.Go(func() { s.rebuild(going, whole/time.Duration(rebuilds+1), rebuilds) })
	busy := s.offer(t, rate, whole)
	stop()
	work.Wait()
	t.Logf("beside %d rebuilds and %d added articles: %s; p99 %.1f times that of idle", s.rebuilt.Load(), s.acknowledged.Load(), busy, float64(busy.p99)/float64(idle.p99))
	if got := s.total(t, addedWord, 0); got != int(s.acknowledged.Load()) {
		t.Errorf("%d of %d added articles are found", got, s.acknowledged.Load())
	}
	if n := s.failures.Load(); n > 0 || busy.searches == 0 || s.acknowledged.Load() == 0 || s.rebuilt.Load() == 0 {
		t.Errorf("%d failures of %d searches; %d articles added, %d rebuilds; the first: %v", n, busy.searches, s.acknowledged.Load(), s.rebuilt.Load(), s.first.Load())
	}
	s.client.CloseIdleConnections()
	if after := settled(before); after.goroutines > before.goroutines+2 || after.files > before.files+2 {
		t.Errorf("left over: %+v, before %+v", after, before)
	} else {
		t.Logf("goroutines, files and live heap: %+v, before %+v", after, before)
	}
}

// soak is a server with what its answers are held against.
type soak struct {
	app      *app.App
	base     string
	client   *http.Client
	articles int
	queries  []string
	least    map[string]int // articles that match a query at the beginning; more may come, none go

	acknowledged, rebuilt, failures atomic.Int64
	first                           atomic.Value // failure
}

func newSoak(t *testing.T) *soak {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := web.New(web.Config{AtOnce: 1000}, web.Deps{Backend: a, Writer: a, Rebuilder: a, Lexicon: a, Explainer: a, Saver: a, Suggester: a})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.Close()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &soak{app: a, base: server.URL, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: 30 * time.Second}, least: make(map[string]int)}
	s.fill(t)
	if _, err := a.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	return s
}

// fill adds the articles of a file, or invented ones, and takes queries from their titles.
func (s *soak) fill(t *testing.T) {
	t.Helper()
	name := os.Getenv(articlesOfASoak)
	var batch []news.Article
	flush := func() {
		if _, err := s.app.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		s.articles += len(batch)
		batch = batch[:0]
	}
	take := func(a news.Article) {
		if batch = append(batch, a); len(batch) == 500 {
			flush()
		}
		if title := []rune(a.Title); len(title) >= 8 && len(s.queries) < 200 && (s.articles+len(batch))%7 == 0 {
			s.queries = append(s.queries, string(title[:2+len(s.queries)%4]))
		}
	}
	if name == "" {
		for n := range 2000 {
			take(invented(n))
		}
	} else {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			a, err := ingest.DecodeArticle(lines.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			take(a)
		}
		if lines.Err() != nil {
			t.Fatal(lines.Err())
		}
	}
	flush()
}

// invented is an article about what never was.
func invented(n int) news.Article {
	places, things := []string{"云浦", "临溪", "北坡", "鹤岭", "沙洲"}, []string{"码头扩建", "梯田灌溉", "夜班公交", "古桥修缮", "稻种试验", "雪场开放", "图书漂流"}
	place, thing := places[n%len(places)], things[n/len(places)%len(things)]
	return news.Article{
		ID: news.ID("soak-" + strconv.Itoa(n)), Title: fmt.Sprintf("%s%s进入第%d个月", place, thing, n), Source: place + "日报",
		Body: fmt.Sprintf("%s的%s由第%d组负责，居民说路好走了，灯也亮了。\n记录编号%d，下月再看。", place, thing, n%97, n*7919),
	}
}

// learn asks every query once.
func (s *soak) learn(t *testing.T) {
	t.Helper()
	for _, q := range s.queries {
		s.least[q] = s.total(t, q, 0)
	}
}

// total is how many articles match a query, and at least so many.
func (s *soak) total(t *testing.T, query string, least int) int {
	t.Helper()
	total, err := s.ask(query, least)
	if err != nil {
		t.Fatal(err)
	}
	return total
}

// ask asks for a page of results. It is an error when fewer than least articles match, or the page has fewer hits than it should.
func (s *soak) ask(query string, least int) (int, error) {
	response, err := s.client.Get(s.base + "/api/v1/search?" + url.Values{"q": {`"` + query + `"`}, "collapse": {"none"}}.Encode())
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, err
	}
	var answer struct {
		Total int               `json:"total"`
		Hits  []json.RawMessage `json:"hits"`
	}
	if err := json.Unmarshal(body, &answer); err != nil || response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: status %d, %s", query, response.StatusCode, body[:min(len(body), 300)])
	}
	if answer.Total < least || len(answer.Hits) != min(10, answer.Total) {
		return 0, fmt.Errorf("%s: %d articles with %d hits, at least %d had been acknowledged", query, answer.Total, len(answer.Hits), least)
	}
	return answer.Total, nil
}

// any asks one of the queries, or for what was added.
func (s *soak) any(rng *rand.Rand) {
	query := s.queries[rng.IntN(len(s.queries))]
	least := s.least[query]
	if rng.IntN(8) == 0 {
		query, least = addedWord, int(s.acknowledged.Load())
	}
	if _, err := s.ask(query, least); err != nil {
		s.fail(err)
	}
}

func (s *soak) fail(err error) {
	s.first.CompareAndSwap(nil, err.Error())
	s.failures.Add(1)
}

// capacity is how many searches a second clients get who ask one after the other, twice as many as there are cores.
func (s *soak) capacity(t *testing.T, most time.Duration) float64 {
	t.Helper()
	var asked atomic.Int64
	var clients sync.WaitGroup
	started := time.Now()
	for seed := range uint64(2 * runtime.GOMAXPROCS(0)) {
		clients.Go(func() {
			for rng := rand.New(rand.NewPCG(seed, 1)); time.Since(started) < most; asked.Add(1) {
				s.any(rng)
			}
		})
	}
	clients.Wait()
	return float64(asked.Load()) / time.Since(started).Seconds()
}

// latencies of searches, from when each was due.
type latencies struct {
	searches      int
	p50, p95, p99 time.Duration
}

func (l latencies) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("%d searches, p50/p95/p99 %.1f/%.1f/%.1f ms", l.searches, ms(l.p50), ms(l.p95), ms(l.p99))
}

// offer asks at a rate, whether or not what was asked before has been answered.
func (s *soak) offer(t *testing.T, rate float64, whole time.Duration) latencies {
	t.Helper()
	var mu sync.Mutex
	var took []time.Duration
	var asking sync.WaitGroup
	rng := rand.New(rand.NewPCG(7, 7))
	end := time.NewTimer(whole)
	defer end.Stop()
	due := time.Now()
	for {
		due = due.Add(time.Duration(rng.ExpFloat64() / rate * float64(time.Second))) // as people come
		next := time.NewTimer(time.Until(due))
		select {
		case <-end.C:
			next.Stop()
			asking.Wait()
			slices.Sort(took)
			at := func(share float64) time.Duration { return took[int(share*float64(len(took)-1))] }
			return latencies{len(took), at(.5), at(.95), at(.99)}
		case <-next.C:
		}
		seed, at := rng.Uint64(), due
		asking.Go(func() {
			s.any(rand.New(rand.NewPCG(seed, 2)))
			mu.Lock()
			defer mu.Unlock()
			took = append(took, time.Since(at))
		})
	}
}

// add adds articles until ctx is done, a batch a second.
func (s *soak) add(ctx context.Context) {
	tick := time.NewTicker(time.Second / 2)
	defer tick.Stop()
	for n := 0; ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		batch := make([]news.Article, soakBatch)
		for i := range batch {
			batch[i] = invented(1_000_000 + n)
			batch[i].Body += "\n" + addedWord
			n++
		}
		if _, err := s.app.Put(context.WithoutCancel(ctx), batch); err != nil {
			s.fail(fmt.Errorf("add articles: %w", err))
			return
		}
		s.acknowledged.Add(soakBatch)
	}
}

// rebuild rebuilds the index again and again, at times that lie apart.
func (s *soak) rebuild(ctx context.Context, apart time.Duration, times int) {
	tick := time.NewTicker(apart)
	defer tick.Stop()
	for range times {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if _, err := s.app.Rebuild(context.WithoutCancel(ctx), nil, nil); err != nil {
			s.fail(fmt.Errorf("rebuild: %w", err))
			return
		}
		s.rebuilt.Add(1)
	}
}

// remains is what a server holds.
type remains struct {
	goroutines, files int
	heap              uint64 // bytes, live
}

func leftOver() remains {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	files, _ := os.ReadDir("/proc/self/fd") // none where there is no such folder
	return remains{runtime.NumGoroutine(), len(files), m.HeapAlloc}
}

// settled is what remains when what is being let go of has gone, or after some time.
func settled(before remains) remains {
	for range 100 {
		if now := leftOver(); now.goroutines <= before.goroutines+2 && now.files <= before.files+2 {
			return now
		}
		time.Sleep(100 * time.Millisecond)
	}
	return leftOver()
}
