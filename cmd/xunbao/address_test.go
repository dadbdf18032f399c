package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xunbao/internal/news"
)

const newsPage = `<html><head><title>木板路铺到了河口_临桥新闻网</title></head><body><h1>木板路铺到了河口</h1><div>2024-07-21 14:45 来源：临桥日报</div>` +
	`<div><p>水退下去的时候它是路，水涨上来的时候它是堤，镇上的人说这样的木板路还要再铺两公里。</p><p>第二段说的是灯，天一黑就亮，亮到最后一班渡船靠岸为止，散步的人不必再带手电。</p></div></body></html>`

// newsSite has a page, a feed and what goes wrong with either.
func newsSite(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	serve := func(path, kind, text string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, text)
		})
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(newsPage)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprint(z, "{\"title\":\"甲\"}\n{\"title\":\"乙\"}\n")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	serve("/gbk.html", "text/html; charset=utf-8", gbk) // a declaration that is wrong
	serve("/feed", "text/plain", `<rss version="2.0"><channel><title>临桥新闻网</title><item><title>灯亮了</title><link>http://news.example/2</link><description>河堤上的灯亮了。</description></item></channel></rss>`)
	serve("/news.jsonl.gz", "application/octet-stream", packed.String())
	serve("/picture", "image/png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01")
	serve("/", "text/html", "")
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/gbk.html", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/home", func(w http.ResponseWriter, r *http.Request) {
		_, port, _ := strings.Cut(r.Host, ":")
		http.Redirect(w, r, "http://localhost:"+port+"/gbk.html", http.StatusFound)
	})
	mux.HandleFunc("/missing", http.NotFound)
	mux.HandleFunc("/half", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100000")
		fmt.Fprint(w, newsPage)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// TestAddAddresses: pages, feeds and files are read by their addresses; what cannot be had is told, and the run goes on.
func TestAddAddresses(t *testing.T) {
	at := newsSite(t)
	tests := []struct {
		name  string
		args  []string
		want  []string // titles
		exit  int
		words string // of the output
	}{
		{"a page", []string{"/gbk.html"}, []string{"木板路铺到了河口"}, exitDone, ""},
		{"a page that has moved", []string{"/moved"}, []string{"木板路铺到了河口"}, exitDone, ""},
		{"a feed", []string{"/feed"}, []string{"灯亮了"}, exitDone, ""},
		{"a packed file", []string{"/news.jsonl.gz"}, []string{"甲", "乙"}, exitDone, ""},
		{"none, then a page", []string{"/missing", "/gbk.html"}, []string{"木板路铺到了河口"}, exitRejected, "answers 404 Not Found"},
		{"a redirect to a host that is not allowed", []string{"/home", "/feed"}, []string{"灯亮了"}, exitRejected, "no address of the public web"},
		{"an answer that is cut off", []string{"/half", "/feed"}, []string{"灯亮了"}, exitRejected, "cannot be read to its end"},
		{"a picture", []string{"/picture"}, nil, exitRejected, "not text"},
		{"an empty page", []string{"/"}, nil, exitRejected, "is empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			var urls []string
			b := &fakeBackend{put: func(batch []news.Article) error {
				for _, a := range batch {
					got, urls = append(got, a.Title), append(urls, a.URL)
				}
				return nil
			}}
			p, stdout, _ := testProgram(t, b, nil)
			args := []string{"add", "--allow-host", "127.0.0.1"}
			for _, path := range tt.args {
				args = append(args, at+path)
			}
			if exit := p.run(t.Context(), args); exit != tt.exit {
				t.Errorf("status %d, want %d", exit, tt.exit)
			}
			if !slices.Equal(got, tt.want) || !strings.Contains(stdout.String(), tt.words) {
				t.Errorf("added %q, want %q; told %s", got, tt.want, stdout)
			}
			if strings.Contains(tt.name, "page") && len(urls) == 1 && urls[0] != at+"/gbk.html" {
				t.Errorf("the page is said to stand at %q", urls[0])
			}
		})
	}
}

// TestAddressesAreClosed: without a word nothing of this machine is asked, by add and by extract.
func TestAddressesAreClosed(t *testing.T) {
	at := newsSite(t)
	for _, command := range []string{"add", "extract"} {
		p, stdout, stderr := testProgram(t, &fakeBackend{put: func([]news.Article) error { t.Error("something was added"); return nil }}, nil)
		exit := p.run(t.Context(), []string{command, at + "/gbk.html"})
		if exit != exitRejected || !strings.Contains(stdout.String()+stderr.String(), "no address of the public web") {
			t.Errorf("%s: status %d, %s%s", command, exit, stdout, stderr)
		}
	}
}

// TestAddressStops: a run that waits for a site ends when it is told to.
func TestAddressStops(t *testing.T) {
	asked := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done()
	}))
	defer s.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	p, _, _ := testProgram(t, &fakeBackend{}, nil)
	go func() { <-asked; cancel() }()
	if exit := p.run(ctx, []string{"add", "--allow-host", "127.0.0.1", s.URL}); exit != exitFailed {
		t.Errorf("status %d, want %d", exit, exitFailed)
	}
}
