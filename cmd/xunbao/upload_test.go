package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
)

// testUpload notes rejections as text.
func testUpload() (*upload, *[]string) {
	var rejected []string
	return &upload{
		reject:  func(e *index.RecordError) { rejected = append(rejected, e.Error()) },
		report:  func(index.Progress) {},
		origins: map[int]string{},
	}, &rejected
}

// serverOf is a client of a real server with that handler.
func serverOf(t *testing.T, h http.HandlerFunc) *client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return &client{base: s.URL, key: "key", http: s.Client()}
}

// recordsOf yields n articles of 新闻.jsonl, line by line; every tenth line is bad.
func recordsOf(n int) index.Records {
	return func(yield func(index.Record, error) bool) {
		for i := 1; i <= n; i++ {
			origin := fmt.Sprintf("新闻.jsonl:%d", i)
			var err error
			if i%10 == 0 {
				err = &index.RecordError{Origin: origin, Err: errors.New("not JSON")}
			}
			if !yield(index.Record{Article: news.Article{ID: news.ID(fmt.Sprint(i)), Title: "第" + fmt.Sprint(i) + "条"}, Origin: origin}, err) {
				return
			}
		}
	}
}

// takeLines answers every line as it comes; ids that end in 7 are refused.
func takeLines(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	_ = control.EnableFullDuplex()
	in := bufio.NewScanner(r.Body)
	for line := 1; in.Scan(); line++ {
		var a struct{ ID string }
		if err := json.Unmarshal(in.Bytes(), &a); err != nil || r.Header.Get("Authorization") != "Bearer key" {
			fmt.Fprintf(w, `{"error":{"code":"internal","message":"%v"}}`+"\n", err)
			return
		}
		if strings.HasSuffix(a.ID, "7") {
			fmt.Fprintf(w, `{"line":%d,"error":{"code":"invalid_article","message":"unlucky","field":"id"}}`+"\n", line)
		} else {
			fmt.Fprintf(w, `{"line":%d,"id":%q,"action":"added"}`+"\n", line, a.ID)
		}
		_ = control.Flush()
	}
}

func TestUploadAdd(t *testing.T) {
	u, rejected := testUpload()
	sum, err := u.add(t.Context(), serverOf(t, takeLines), recordsOf(20))
	if err != nil {
		t.Fatal(err)
	}
	if sum.Read != 20 || sum.Added != 16 || sum.Rejected != 4 {
		t.Errorf("got %+v", sum)
	}
	got := map[string]bool{}
	for _, r := range *rejected {
		got[r] = true
	}
	want := map[string]bool{"新闻.jsonl:7: id: unlucky": true, "新闻.jsonl:10: not JSON": true, "新闻.jsonl:17: id: unlucky": true, "新闻.jsonl:20: not JSON": true}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rejections (-want +got):\n%s", d)
	}
	if len(u.origins) != 0 {
		t.Errorf("%d places are kept after their answers", len(u.origins))
	}
}

// TestUploadStops: when the context is done, no more is sent, and all that was sent is answered for.
func TestUploadStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var taken atomic.Int64
	c := serverOf(t, func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).EnableFullDuplex()
		in := bufio.NewScanner(r.Body)
		for line := 1; in.Scan(); line++ {
			if taken.Add(1) == 5 {
				cancel()
			}
			fmt.Fprintf(w, `{"line":%d,"id":"x","action":"added"}`+"\n", line)
		}
	})
	u, _ := testUpload()
	sum, err := u.add(ctx, c, recordsOf(1_000_000))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v", err)
	}
	if sum.Added == 0 || int64(sum.Added) != taken.Load() {
		t.Errorf("%d are counted as added, %d were taken", sum.Added, taken.Load())
	}
}

func TestUploadRefused(t *testing.T) {
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		want    string
	}{
		{"at once", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, `{"error":{"code":"writing_off","message":"writing over HTTP is off","field":null,"position":null}}`)
		}, "writing over HTTP is off"},
		{"in the middle", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `{"line":1,"id":"1","action":"added"}`+"\n"+`{"error":{"code":"unavailable","message":"no space left"}}`+"\n")
		}, "no space left"},
		{"in silence", func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }, "the server stopped after 0 of 18 records"},
		{"garbage", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>\n") }, "read the server's answer"},
	} {
		u, _ := testUpload()
		_, err := u.add(t.Context(), serverOf(t, c.handler), recordsOf(20))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestUploadReindex(t *testing.T) {
	answer := `{"stage":"index","done":1,"total":2}` + "\n" + `{"summary":{"read":18,"added":2,"removed":1,"rejected":1,"rejections":[{"origin":"body:8","message":"unlucky"}],"took_ms":1500,"generation":"000002"}}` + "\n"
	var body atomic.Int64
	c := serverOf(t, func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		body.Store(n)
		io.WriteString(w, answer)
	})
	u, rejected := testUpload()
	sum, err := u.reindex(t.Context(), c, recordsOf(20))
	if err != nil || body.Load() == 0 {
		t.Fatalf("got %v after %d bytes", err, body.Load())
	}
	if sum.Read != 20 || sum.Rejected != 3 || sum.Removed != 1 || sum.Generation != "000002" {
		t.Errorf("got %+v", sum)
	}
	if got, want := (*rejected)[len(*rejected)-1], "新闻.jsonl:8: unlucky"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := u.reindex(t.Context(), c, nil); err != nil || body.Load() != 0 {
		t.Errorf("from the store: got %v after %d bytes, want none", err, body.Load())
	}
}

// TestReindexBreaksOff: a server must never take a stream that broke off for the whole collection.
func TestReindexBreaksOff(t *testing.T) {
	for _, how := range []string{"stopped", "unreadable"} {
		ctx, cancel := context.WithCancel(t.Context())
		seen := make(chan error, 1)
		c := serverOf(t, func(_ http.ResponseWriter, r *http.Request) {
			_, err := io.Copy(io.Discard, r.Body)
			seen <- err
		})
		unreadable := errors.New("disk is gone")
		records := func(yield func(index.Record, error) bool) {
			for rec, err := range recordsOf(5) {
				if !yield(rec, err) {
					return
				}
			}
			if how == "stopped" {
				cancel()
			}
			yield(index.Record{}, unreadable)
		}
		u, _ := testUpload()
		_, err := u.reindex(ctx, c, records)
		if want := map[string]error{"stopped": context.Canceled, "unreadable": unreadable}[how]; !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", how, err, want)
		}
		if err := <-seen; err == nil {
			t.Errorf("%s: the server saw a proper end", how)
		}
		cancel()
	}
}

func FuzzReceive(f *testing.F) {
	f.Add(`{"line":1,"id":"报","action":"added"}` + "\n" + `{"line":2,"error":{"message":"x"}}`)
	f.Add(`{"error":{"code":"internal"}}`)
	f.Fuzz(func(t *testing.T, answer string) {
		u, rejected := testUpload()
		_ = u.receive(strings.NewReader(answer))
		if u.sum.Rejected != len(*rejected) || u.sum.Added+u.sum.Replaced+u.sum.Unchanged+u.sum.Rejected > u.answered {
			t.Errorf("counted %+v of %d answers, %d rejected", u.sum, u.answered, len(*rejected))
		}
	})
}
