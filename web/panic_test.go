package web

import (
	"bytes"
	"context"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
)

func TestPanicIsA500(t *testing.T) {
	f := newFake()
	f.search = func(context.Context, search.Request) (*search.Result, error) { panic("段文件坏了") }
	var log bytes.Buffer
	server := httptest.NewServer(newSiteWith(t, Config{}, f, &log))
	defer server.Close()
	for _, target := range []string{"/api/v1/search?q=a", "/?q=a", "/healthz"} {
		response, err := server.Client().Get(server.URL + target)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if target == "/healthz" {
			if response.StatusCode != http.StatusOK {
				t.Errorf("after the panics: %s", response.Status)
			}
			continue
		}
		if response.StatusCode != http.StatusInternalServerError || bytes.Contains(body, []byte("goroutine")) ||
			bytes.Contains(body, []byte(".go")) || bytes.Contains(body, []byte("段文件")) {
			t.Errorf("%s: %s %s", target, response.Status, body)
		}
		if strings.HasPrefix(target, "/api/") && decodeFault(t, body).Code != "internal" {
			t.Errorf("%s: %s", target, body)
		}
	}
	if !strings.Contains(log.String(), "段文件坏了") || !strings.Contains(log.String(), "goroutine") {
		t.Error("the log does not tell of the panic with its stack")
	}
}

func TestPanicInAnAnswerBreaksItOff(t *testing.T) {
	f := newFake()
	f.export = func(*search.Request) iter.Seq2[search.Exported, error] {
		return func(yield func(search.Exported, error) bool) {
			for range 2000 {
				yield(search.Exported{Article: news.Article{ID: "甲", Title: strings.Repeat("云", 200)}}, nil)
			}
			panic("段文件坏了")
		}
	}
	server := httptest.NewServer(newSite(t, f))
	defer server.Close()
	response, err := server.Client().Get(server.URL + "/api/v1/export")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err == nil {
		t.Error("half an export looks whole")
	}
}
