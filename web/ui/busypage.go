package ui

import (
	"bytes"
	"errors"
	"sync"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/fault"
	"xunbao/web/ui/words"
)

// busyPages are the error pages for who is turned away because too many are there, rendered once for each language and theme: where many are turned
// away it must cost next to nothing. They hold nothing of a request but its id, and are not packed. The key is busyKey, the value busyPage.
type busyPages struct{ rendered sync.Map }

type busyKey struct {
	language words.Language
	theme    string
}

// busyPage is a page without the ids of requests that stand between its parts.
type busyPage [][]byte

// idMark stands for the id of the request; a page has no such word of its own.
const idMark = "XUNBAO-REQUEST-ID"

// turnedAway answers who was turned away, and reports whether err is that.
func (d Deps) turnedAway(c *gin.Context, rd reader, err error) bool {
	if !errors.Is(err, search.ErrOverloaded) {
		return false
	}
	f := fault.Of(err)
	page, rendering := d.busy.of(rd, f)
	if rendering != nil {
		ErrorPage(c, f)
		return true
	}
	neverKept(c, f)
	c.Data(f.Status, htmlType, bytes.Join(page, []byte(c.Writer.Header().Get("X-Request-Id"))))
	return true
}

// of is the page for a reader.
func (b *busyPages) of(rd reader, f fault.Fault) (busyPage, error) {
	key := busyKey{rd.language, rd.theme}
	if page, ok := b.rendered.Load(key); ok {
		return page.(busyPage), nil
	}
	data := newErrorPage(rd, f, bareLayout(rd))
	data.RequestID = idMark
	body, err := renderPage(rd.language, "error", data)
	if err != nil {
		return nil, err
	}
	page := busyPage(bytes.Split(body, []byte(idMark)))
	b.rendered.Store(key, page)
	return page, nil
}
