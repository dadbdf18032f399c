package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"xunbao/internal/news"
)

// plain is the article without its methods, should it get any: metadata decides what is written.
type plain news.Article

// metadata is the article as JSON, with title and body (shadowed by fields that stay nil) left out and Extra taken in. A field
// added to news.Article is kept without a change here.
type metadata struct {
	plain
	NoTitle *struct{}                  `json:"title,omitempty"`
	NoBody  *struct{}                  `json:"body,omitempty"`
	Extra   map[string]json.RawMessage `json:"extra,omitempty"`
}

func encodeMetadata(a *news.Article) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(metadata{plain: plain(*a), Extra: a.Extra}); err != nil {
		return nil, fmt.Errorf("encode article %q: %w", a.ID, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// sameContent reports whether two articles would be the same record but for the time they were fetched, their history, the spelling of
// their address, and which of their lines are left out.
func sameContent(a, b *news.Article) bool {
	x, y := a.Whole(), b.Whole()
	if x.Title != y.Title || x.Body != y.Body {
		return false
	}
	x.Fetched, y.Fetched = time.Time{}, time.Time{}
	x.History, y.History = news.History{}, news.History{}
	x.URL, y.URL = news.Canonical(x.URL), news.Canonical(y.URL)
	left, err := encodeMetadata(&x)
	if err != nil {
		return false
	}
	right, err := encodeMetadata(&y)
	return err == nil && bytes.Equal(left, right)
}
