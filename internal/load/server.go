// Package load asks more of a running server than it can do, or what is hardest for it, and measures whether it keeps its bounds. It sees the
// server from outside, over HTTP, and the process as the system shows it.
package load

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"xunbao/internal/bench"
	"xunbao/internal/news"
)

// Server is a running server and its process.
type Server struct {
	Base   string // such as http://127.0.0.1:8080
	PID    int    // 0: its memory cannot be read
	Client *http.Client
	Token  string // sent when it is not empty
}

// Answer is what came back. Status is 0 when the connection broke.
type Answer struct {
	Status int
	Bytes  int64
	Took   time.Duration
	Err    error
}

// Remains is what a process holds when nobody asks anything of it.
type Remains struct {
	Goroutines, Files int
	Heap              int64 // bytes, live
}

// Remains reads that at the address for administration, after the memory that nobody uses was collected.
func (s Server) Remains(ctx context.Context, admin string) (r Remains, err error) {
	s.Base, s.Token = admin, ""
	s.Client.CloseIdleConnections()
	for range 2 { // what was cached is let go of at the second time
		if a := s.Ask(ctx, http.MethodGet, "/debug/pprof/heap?gc=1", ""); a.Status != http.StatusOK {
			return r, fmt.Errorf("have memory collected: status %d, %w", a.Status, a.Err)
		}
	}
	var text strings.Builder
	if a := s.send(ctx, http.MethodGet, "/metrics", "", &text, time.Now()); a.Status != http.StatusOK {
		return r, fmt.Errorf("read the metrics: status %d, %w", a.Status, a.Err)
	}
	read := map[string]func(float64){
		"go_goroutines": func(v float64) { r.Goroutines = int(v) }, "process_open_fds": func(v float64) { r.Files = int(v) },
		"go_memstats_heap_alloc_bytes": func(v float64) { r.Heap = int64(v) },
	}
	for line := range strings.Lines(text.String()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if set := read[name]; set != nil {
			v, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return r, fmt.Errorf("read the metrics: %q", line)
			}
			set(v)
			delete(read, name)
		}
	}
	if len(read) > 0 {
		return r, fmt.Errorf("read the metrics: %d are not there", len(read))
	}
	return r, nil
}

// Ask sends one request and reads the answer to its end.
func (s Server) Ask(ctx context.Context, method, target string, body string) Answer {
	return s.send(ctx, method, target, body, io.Discard, time.Now())
}

// send sends one request, which was due then, and copies the body of the answer.
func (s Server) send(ctx context.Context, method, target, body string, to io.Writer, due time.Time) Answer {
	r, err := http.NewRequestWithContext(ctx, method, s.Base+target, strings.NewReader(body))
	if err != nil {
		return Answer{Err: err}
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if s.Token != "" {
		r.Header.Set("Authorization", "Bearer "+s.Token)
	}
	response, err := s.Client.Do(r)
	if err != nil {
		return Answer{Err: err, Took: time.Since(due)}
	}
	defer response.Body.Close()
	n, err := io.Copy(to, response.Body)
	if err != nil {
		return Answer{Err: err, Took: time.Since(due)}
	}
	return Answer{Status: response.StatusCode, Bytes: n, Took: time.Since(due)}
}

// Searches asks for one after another of the queries.
func (s Server) Searches(queries []string) Asker {
	return func(ctx context.Context, i int, due time.Time) Answer {
		return s.send(ctx, http.MethodGet, plain(queries[i%len(queries)]), "", io.Discard, due)
	}
}

// Queries draws words from the newest titles that the server has.
func (s Server) Queries(ctx context.Context, n int) ([]string, error) {
	var body bytes.Buffer
	ask := func() Answer {
		body.Reset()
		return s.send(ctx, http.MethodGet, "/api/v1/search?size=100&facets=&interval=none&sort=newest", "", &body, time.Now())
	}
	a := ask()
	for ; a.Status == http.StatusServiceUnavailable && ctx.Err() == nil; a = ask() { // others ask too
		pause(ctx, time.Second/4)
	}
	if a.Err != nil || a.Status != http.StatusOK {
		return nil, fmt.Errorf("ask for titles: status %d, %w", a.Status, a.Err)
	}
	var page struct {
		Hits []struct{ Title string }
	}
	if err := json.Unmarshal(body.Bytes(), &page); err != nil {
		return nil, fmt.Errorf("read titles: %w", err)
	}
	var titles iter.Seq[news.Article] = func(yield func(news.Article) bool) {
		for _, hit := range page.Hits {
			if !yield(news.Article{Title: hit.Title}) {
				return
			}
		}
	}
	queries := bench.Queries(titles, n, 1)
	if len(queries) == 0 {
		return nil, fmt.Errorf("the server has no titles in Chinese to draw queries from")
	}
	return queries, nil
}

// plain is the address of a usual search.
func plain(query string) string { return "/api/v1/search?" + url.Values{"q": {query}}.Encode() }

// memory is what the process has resident, in bytes: of its own, and with the files that it has mapped. Zeroes where that cannot be read.
func (s Server) memory() (own, all int64) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(s.PID) + "/status")
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kilobytes, err := strconv.ParseInt(fields[1], 10, 64)
		switch {
		case err != nil:
		case fields[0] == "RssAnon:":
			own = kilobytes << 10
		case fields[0] == "VmRSS:":
			all = kilobytes << 10
		}
	}
	return own, all
}
