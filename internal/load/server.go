// Package load asks more of a running server than it can do, or what is hardest for it, and measures whether it keeps its bounds. It sees the
// server from outside, over HTTP, and the process as the system shows it.
package load

import (
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
}

// Answer is what came back. Status is 0 when the connection broke.
type Answer struct {
	Status int
	Bytes  int64
	Took   time.Duration
	Err    error
}

// Ask sends one request and reads the answer to its end.
func (s Server) Ask(ctx context.Context, method, target string, body string) Answer {
	started := time.Now()
	r, err := http.NewRequestWithContext(ctx, method, s.Base+target, strings.NewReader(body))
	if err != nil {
		return Answer{Err: err}
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	response, err := s.Client.Do(r)
	if err != nil {
		return Answer{Err: err, Took: time.Since(started)}
	}
	defer response.Body.Close()
	n, err := io.Copy(io.Discard, response.Body)
	if err != nil {
		return Answer{Err: err, Took: time.Since(started)}
	}
	return Answer{Status: response.StatusCode, Bytes: n, Took: time.Since(started)}
}

// Queries draws words from the newest titles that the server has.
func (s Server) Queries(ctx context.Context, n int) ([]string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Base+"/api/v1/search?size=100&facets=&interval=none&sort=newest", nil)
	if err != nil {
		return nil, fmt.Errorf("ask for titles: %w", err)
	}
	response, err := s.Client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("ask for titles: %w", err)
	}
	defer response.Body.Close()
	var page struct {
		Hits []struct{ Title string }
	}
	if err := json.NewDecoder(response.Body).Decode(&page); err != nil {
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
