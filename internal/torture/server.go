package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"time"

	"xunbao/internal/load"
)

const token = "torture-torture-torture"

// server is a running xunbao.
type server struct {
	cmd  *exec.Cmd
	base string
	http *http.Client
	said *bytes.Buffer // its log, to be read when it has ended
}

// start serves a data folder and returns when it is served.
func start(o options) (*server, error) {
	s := &server{said: new(bytes.Buffer), http: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 8}}}
	s.cmd = exec.Command(o.binary, "serve", "--data", o.dir+"/data", "--addr", "127.0.0.1:0", "--log", "error")
	s.cmd.Env = append(os.Environ(), "XUNBAO_TOKEN="+token)
	s.cmd.Stderr = s.said
	var err error
	if s.base, err = load.Start(s.cmd); err != nil {
		return nil, fmt.Errorf("the folder does not open: %w, %s", err, s.said)
	}
	return s, nil
}

// kill ends the server as a crash does.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	s.http.CloseIdleConnections()
}

// ask sends a request; status is 0 when there is no whole answer.
func (s *server) ask(ctx context.Context, method, path, kind string, body []byte) (status int, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, method, s.base+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	if answer, err = io.ReadAll(resp.Body); err != nil {
		return 0, nil, err
	}
	return resp.StatusCode, answer, nil
}

// article is a record as it is sent and exported.
type article struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Body  string `json:"body"`
}

// put sends articles and returns the status, and whether each was acknowledged.
func (s *server) put(ctx context.Context, articles []article) (status int, acknowledged bool) {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	for _, a := range articles {
		_ = e.Encode(a) // into memory
	}
	status, answer, err := s.ask(ctx, http.MethodPost, "/api/v1/articles", "application/x-ndjson", body.Bytes())
	if err != nil {
		return 0, false
	}
	return status, status == http.StatusOK && bytes.Count(answer, []byte(`"action":`)) == len(articles) && !bytes.Contains(answer, []byte(`"error"`))
}

// matches is how many articles a query finds.
func (s *server) matches(ctx context.Context, q string) (int, error) {
	status, answer, err := s.ask(ctx, http.MethodGet, "/api/v1/search?size=1&collapse=none&q="+url.QueryEscape(q), "", nil)
	if err != nil {
		return 0, err
	}
	var result struct {
		Articles int  `json:"articles"`
		Exact    bool `json:"exact"`
	}
	if err := json.Unmarshal(answer, &result); err != nil || status != http.StatusOK {
		return 0, fmt.Errorf("search %q: %d %s", q, status, answer)
	}
	if !result.Exact {
		return 0, errors.New("an answer that is not exact")
	}
	return result.Articles, nil
}

// all is every article there is.
func (s *server) all(ctx context.Context) (map[string]string, error) {
	status, answer, err := s.ask(ctx, http.MethodGet, "/api/v1/export?format=jsonl", "", nil)
	if err != nil || status != http.StatusOK {
		return nil, fmt.Errorf("export: %d %w %.200s", status, err, answer)
	}
	found := map[string]string{}
	for line := range strings.Lines(string(answer)) {
		var a article
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return nil, fmt.Errorf("export: %w: %.200s", err, line)
		}
		found[a.ID] = a.Body
	}
	return found, nil
}
