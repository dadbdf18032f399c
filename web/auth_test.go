package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestWritingNeedsTheToken(t *testing.T) {
	both := Config{Token: secret, ControlKey: key}
	keyOnly := Config{ControlKey: key}
	for _, c := range []struct {
		name   string
		cfg    Config
		header string
		site   string
		status int
		code   string
	}{
		{"none", both, "", "", 401, "token_missing"},
		{"wrong", both, "Bearer wrong", "", 401, "token_wrong"},
		{"empty", both, "Bearer ", "", 401, "token_wrong"},
		{"part of it", both, "Bearer " + secret[:4], "", 401, "token_wrong"},
		{"other scheme", both, "Basic " + secret, "", 401, "token_wrong"},
		{"no scheme", both, secret, "", 401, "token_wrong"},
		{"right", both, "Bearer " + secret, "", 200, ""},
		{"right, scheme in small letters", both, "bearer " + secret, "", 200, ""},
		{"key of the command line", both, "Bearer " + key, "", 200, ""},
		{"right, from a page of this site", both, "Bearer " + secret, "same-origin", 200, ""},
		{"right, from a page of another site", both, "Bearer " + secret, "cross-site", 403, "cross_site"},
		{"off", keyOnly, "", "", 403, "writing_off"},
		{"off, some token", keyOnly, "Bearer " + secret, "", 403, "writing_off"},
		{"off, empty token", keyOnly, "Bearer ", "", 403, "writing_off"},
		{"off, key of the command line", keyOnly, "Bearer " + key, "", 200, ""},
		{"wholly off, empty token", Config{}, "Bearer ", "", 403, "writing_off"},
	} {
		t.Run(c.name, func(t *testing.T) {
			headers := []string{"Content-Type", "application/json"}
			if c.header != "" {
				headers = append(headers, "Authorization", c.header)
			}
			if c.site != "" {
				headers = append(headers, "Sec-Fetch-Site", c.site)
			}
			for _, write := range []struct{ method, target, body string }{
				{"POST", "/api/v1/articles", `{"id":"a1","title":"云溪湾"}`}, {"DELETE", "/api/v1/articles/a1", ""}, {"DELETE", "/api/v1/articles?lang=zh", ""}, {"POST", "/api/v1/reindex", ""},
				{"PUT", "/api/v1/dictionary", `{"words":["云溪湾"]}`}, {"PUT", "/api/v1/synonyms", `{"synonyms":[["云溪湾","云湾"]]}`},
				{"PUT", "/api/v1/searches/" + escapePath("云溪"), `{"request":{"q":"云"}}`}, {"DELETE", "/api/v1/searches/" + escapePath("云溪"), ""},
			} {
				w := ask(newSiteWith(t, c.cfg, newFake(), io.Discard), write.method, write.target, write.body, headers...)
				if w.Code != c.status {
					t.Fatalf("%s %s: got %d %s, want %d", write.method, write.target, w.Code, w.Body, c.status)
				}
				if c.code != "" && decodeFault(t, w.Body.Bytes()).Code != c.code {
					t.Errorf("%s %s: got %s, want %s", write.method, write.target, w.Body, c.code)
				}
				if challenge := w.Header().Get("WWW-Authenticate"); (c.status == http.StatusUnauthorized) != strings.HasPrefix(challenge, "Bearer") {
					t.Errorf("%d with WWW-Authenticate %q", w.Code, challenge)
				}
			}
		})
	}
}

// unread fails the test when it is read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body was read before the token was right")
	return 0, io.EOF
}

func TestTokenIsCheckedBeforeTheBody(t *testing.T) {
	h := newSite(t, newFake())
	for target, method := range map[string]string{
		"/api/v1/articles": "POST", "/api/v1/reindex": "POST", "/api/v1/dictionary": "PUT", "/api/v1/synonyms": "PUT",
	} {
		r, err := http.NewRequest(method, target, unread{t})
		if err != nil {
			t.Fatal(err)
		}
		r.RequestURI = target
		r.Header.Set("Content-Type", "application/x-ndjson")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusUnauthorized {
			t.Errorf("%s: got %d", target, w.Code)
		}
	}
}
