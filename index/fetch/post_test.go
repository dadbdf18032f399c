package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPost: body and headers arrive as they are, every status is told, and a redirect leads nowhere.
func TestPost(t *testing.T) {
	arrived := make(chan string, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("/hook", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		arrived <- fmt.Sprintf("%s %s|%s|%s|%s|%v", r.Method, r.Header.Get("Content-Type"), r.UserAgent(), r.Header.Get("X-Mark"), body, err)
		w.WriteHeader(http.StatusAccepted)
	})
	mux.HandleFunc("/no", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "不要", http.StatusTeapot) })
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/hook", http.StatusTemporaryRedirect)
	})
	s := httptest.NewServer(mux)
	defer s.Close()
	header := http.Header{"Content-Type": {"application/json"}, "X-Mark": {"甲"}}
	for path, want := range map[string]int{"/hook": 202, "/no": 418, "/away": 307} {
		if got, err := allowing("127.0.0.1").Post(t.Context(), s.URL+path, header, []byte(`{"甲":1}`)); err != nil || got != want {
			t.Errorf("%s: status %d, %v", path, got, err)
		}
	}
	if got := <-arrived; got != `POST application/json|xunbao/test|甲|{"甲":1}|<nil>` {
		t.Errorf("arrived: %s", got)
	}
	select {
	case got := <-arrived:
		t.Errorf("the redirect was followed: %s", got)
	default:
	}
	for address, want := range map[string]string{
		s.URL + "/hook": "no address of the public web", "ftp://hooks.example/": "only http and https", "http://a:b@hooks.example/": "name or password", "http://": "names no host",
	} {
		if _, err := allowing().Post(t.Context(), address, header, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := allowing("127.0.0.1").Post(stopped, s.URL+"/hook", header, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}
