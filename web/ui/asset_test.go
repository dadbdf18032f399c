package ui

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"xunbao/web/assets"
)

func TestTakesGzip(t *testing.T) {
	for _, c := range []struct {
		header string
		want   bool
	}{
		{"", false}, {"gzip", true}, {"br, GZIP;q=0.5", true}, {"gzip;q=0", false}, {"gzip; q=0.000, *", false}, {"*", true}, {"*;q=0", false},
		{"identity", false}, {"br;q=1.0,deflate", false}, {"xgzip", false},
	} {
		if got := takesGzip([]string{c.header}); got != c.want {
			t.Errorf("%q: %v", c.header, got)
		}
	}
}

// TestPackedAssets: what is sent packed unpacks to what is sent as it is.
func TestPackedAssets(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	h := handler(t, harbour())
	for _, name := range []string{assets.Script, "search/search.css", "layout/icon.svg"} {
		hashed, err := s.assets.Name(name)
		if err != nil {
			t.Fatal(err)
		}
		plain := get(t, h, assetPrefix+hashed)
		r := httptest.NewRequest(http.MethodGet, assetPrefix+hashed, http.NoBody)
		r.Header.Set("Accept-Encoding", "gzip, deflate, br")
		packed := httptest.NewRecorder()
		h.ServeHTTP(packed, r)
		if got := packed.Header().Get("Content-Encoding"); got != "gzip" || packed.Body.Len() >= plain.Body.Len() || packed.Header().Get("Vary") != "Accept-Encoding" {
			t.Fatalf("%s: Content-Encoding %q, %d bytes of %d", name, got, packed.Body.Len(), plain.Body.Len())
		}
		unpacked, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatal(err)
		}
		if content, err := io.ReadAll(unpacked); err != nil || string(content) != plain.Body.String() {
			t.Errorf("%s: %d bytes, %v", name, len(content), err)
		}
	}
}
