package ui

import (
	"compress/gzip"
	"io"
	"testing"
)

// TestPagesArePacked: who takes gzip gets the same page in less than half of its size, who does not gets it as it is.
func TestPagesArePacked(t *testing.T) {
	h := handler(t, harbour())
	for _, path := range []string{"/", "/articles/nobody"} {
		plain := ask(h, path)
		packed := ask(h, path, "Accept-Encoding", "br, gzip;q=0.5")
		refused := ask(h, path, "Accept-Encoding", "gzip;q=0")
		if packed.Header().Get("Content-Encoding") != "gzip" || plain.Header().Get("Content-Encoding") != "" || refused.Header().Get("Content-Encoding") != "" {
			t.Fatalf("%s: encodings %q, %q, %q", path, packed.Header(), plain.Header(), refused.Header())
		}
		if packed.Body.Len()*2 > plain.Body.Len() {
			t.Errorf("%s: %d bytes of %d", path, packed.Body.Len(), plain.Body.Len())
		}
		r, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != plain.Body.String() {
			t.Errorf("%s: the page is another one: %v", path, err)
		}
	}
}
