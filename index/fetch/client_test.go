package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

// TestIsPublic: addresses of this machine, of private networks and of none, in every spelling.
func TestIsPublic(t *testing.T) {
	for _, s := range []string{
		"127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255",
		"192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.1.1.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
		"2001::1", "2001:db8::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "100::1",
	} {
		if isPublic(netip.MustParseAddr(s)) {
			t.Errorf("%s is taken for public", s)
		}
	}
	for _, s := range []string{"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "223.5.5.5", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2400:3200::1", "2606:4700::1111"} {
		if !isPublic(netip.MustParseAddr(s)) {
			t.Errorf("%s is taken for not public", s)
		}
	}
	if isPublic(netip.Addr{}) {
		t.Error("no address is taken for public")
	}
}

// site answers in every way that a test asks for. Its host is the loopback address.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s|%s", r.UserAgent(), r.Header.Get("Accept-Language"))
	})
	mux.HandleFunc("/to", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.URL.Query().Get("u"))
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/endless", func(w http.ResponseWriter, _ *http.Request) {
		block := make([]byte, 1<<20)
		for {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		block := make([]byte, 1<<20)
		for range 100 {
			if _, err := z.Write(block); err != nil {
				return
			}
		}
		_ = z.Close() // the reader has gone by now
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func get(t *testing.T, c *Client, address string) (text, at string, err error) {
	t.Helper()
	answer, err := c.Get(context.Background(), address)
	if err != nil {
		return "", "", err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	return string(data), answer.URL, err
}

// allowing is a client that may ask the loopback address by its number, but not under another name.
func allowing(hosts ...string) *Client {
	return New(Config{UserAgent: "xunbao/test", AllowHosts: hosts})
}

func TestGet(t *testing.T) {
	s := site(t)
	c := allowing("127.0.0.1")
	text, at, err := get(t, c, s.URL+"/to?u=/page%23part")
	if err != nil || text != "xunbao/test|zh-CN, zh;q=0.9, *;q=0.1" || !strings.HasPrefix(at, s.URL+"/page") {
		t.Errorf("got %q at %q, %v", text, at, err)
	}
}

// TestRefused: every way to an address that may not be asked, or to an answer that cannot be taken, ends with an error that says why.
func TestRefused(t *testing.T) {
	s := site(t)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	to := func(target string) string { return s.URL + "/to?u=" + url.QueryEscape(target) }
	none, some := allowing(), allowing("127.0.0.1")
	tests := []struct {
		name    string
		c       *Client
		address string
		want    string
	}{
		{"loopback", none, s.URL + "/page", "no address of the public web"},
		{"loopback by name", none, "http://localhost:" + port + "/page", "no address of the public web"},
		{"loopback in IPv6", none, "http://[::ffff:127.0.0.1]:" + port + "/page", "no address of the public web"},
		{"the address that means this machine", none, "http://0.0.0.0:" + port + "/page", "no address of the public web"},
		{"a private network", none, "http://192.168.254.254/", "no address of the public web"},
		{"the data of a cloud", none, "http://169.254.169.254/latest/meta-data/", "no address of the public web"},
		{"another name of an allowed host", some, "http://localhost:" + port + "/page", "no address of the public web"},
		{"redirect to loopback", some, to("http://localhost:" + port + "/page"), "no address of the public web"},
		{"redirect to a private network", some, to("http://10.0.0.1/"), "no address of the public web"},
		{"redirect to a file", some, to("file:///etc/passwd"), "only http and https are read"},
		{"redirect to gopher", some, to("gopher://127.0.0.1:6379/_x"), "only http and https are read"},
		{"redirect with a password", some, to("http://a:b@127.0.0.1:" + port + "/page"), "holds a name or password"},
		{"redirects without end", some, s.URL + "/round", "leads on more than 5 times"},
		{"a file", some, "file:///etc/passwd", "only http and https are read"},
		{"no host", some, "http:///page", "names no host"},
		{"a password", some, "http://a:b@127.0.0.1:" + port + "/page", "holds a name or password"},
		{"an address of 5,000 bytes", some, s.URL + "/" + strings.Repeat("a", 5000), "longer than 4096 bytes"},
		{"control characters", some, s.URL + "/\r\nHost: x", "read the address"},
		{"no such page", some, s.URL + "/nowhere", "answers 404 Not Found"},
		{"an endless answer", some, s.URL + "/endless", "larger than 64 MiB"},
		{"a small answer that becomes a large one", some, s.URL + "/bomb", "larger than 64 MiB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := get(t, tt.c, tt.address); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestRedirectDown: what was asked for over TLS is not taken without it.
func TestRedirectDown(t *testing.T) {
	old := &http.Request{URL: &url.URL{Scheme: "https", Host: "a.example"}}
	err := checkRedirect(&http.Request{URL: &url.URL{Scheme: "http", Host: "a.example"}}, []*http.Request{old})
	if err == nil || !strings.Contains(err.Error(), "from https to http://a.example") {
		t.Errorf("got %v", err)
	}
}

// TestStops: a request ends when its context does.
func TestStops(t *testing.T) {
	s := site(t)
	ctx, cancel := context.WithCancel(context.Background())
	answer, err := allowing("127.0.0.1").Get(ctx, s.URL+"/endless")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	cancel()
	if _, err := io.Copy(io.Discard, answer.Body); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestAsk: what is there already is named to the site, any status is an answer, and whoever asks may forbid a redirect.
func TestAsk(t *testing.T) {
	const tag, day = `"v1"`, "Sun, 21 Jul 2024 06:45:00 GMT"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/feed", http.StatusFound)
		case r.Header.Get("If-None-Match") == tag && r.Header.Get("If-Modified-Since") == day:
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("ETag", tag)
			w.Header().Set("Last-Modified", day)
			fmt.Fprint(w, "0123456789")
		}
	}))
	defer s.Close()
	ask := func(r Request) (*Answer, string, error) {
		answer, err := allowing("127.0.0.1").Ask(t.Context(), r)
		if err != nil {
			return nil, "", err
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		return answer, string(body), err
	}
	first, body, err := ask(Request{URL: s.URL + "/feed", Limit: 10})
	if err != nil || first.Status != http.StatusOK || body != "0123456789" || first.Validators() != (Validators{tag, day}) {
		t.Fatalf("got %+v, %q, %v", first, body, err)
	}
	if second, body, err := ask(Request{URL: s.URL + "/feed", Seen: first.Validators()}); err != nil || second.Status != http.StatusNotModified || body != "" {
		t.Errorf("got %+v, %q, %v for what has not changed", second, body, err)
	}
	var large *TooLargeError
	if _, _, err := ask(Request{URL: s.URL + "/feed", Limit: 9}); !errors.As(err, &large) || large.Limit != 9 {
		t.Errorf("got %v for ten bytes where nine may be", err)
	}
	forbidden := errors.New("not there")
	_, _, err = ask(Request{URL: s.URL + "/moved", Follow: func(_ context.Context, to *url.URL) error {
		if to.Path != "/feed" {
			t.Errorf("asked about %s", to)
		}
		return forbidden
	}})
	if !errors.Is(err, forbidden) {
		t.Errorf("got %v", err)
	}
}
