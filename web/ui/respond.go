package ui

import (
	"log/slog"
	"math"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
	"xunbao/web/ui/words"
)

const htmlType = "text/html; charset=utf-8"

// respond renders a page and sends it, or sends the error page when that fails.
func (d Deps) respond(c *gin.Context, rd reader, status int, kind string, page any) {
	body, err := renderPage(rd.language, kind, page)
	if err != nil {
		d.Log.ErrorContext(c.Request.Context(), "page not rendered", slog.String("page", kind), slog.Any("error", err))
		ErrorPage(c, fault.Of(err))
		return
	}
	c.Header("Cache-Control", "private, no-cache")
	send(c, status, body)
}

// fail sends the error page for err, with the search box as the request had it.
func (d Deps) fail(c *gin.Context, rd reader, err error, layout Layout) {
	f := fault.Of(err)
	if f.OfServer() && c.Request.Context().Err() == nil { // nobody waits for a request given up
		d.Log.ErrorContext(c.Request.Context(), "page failed", slog.String("path", c.Request.URL.Path), slog.Any("error", err))
	}
	sendError(c, rd, newErrorPage(rd, f, layout), f)
}

// ErrorPage answers with a page that tells of f. It needs no back end, so that it works when nothing else does.
func ErrorPage(c *gin.Context, f fault.Fault) {
	rd, _ := newReader(c, c.Request.URL.Query(), time.Time{})
	sendError(c, rd, newErrorPage(rd, f, bareLayout(rd)), f)
}

// bareLayout is that of a page without an address: one that cannot be answered has no page in another language.
func bareLayout(rd reader) Layout {
	layout := newLayout(rd, "", nil)
	layout.Languages, layout.Themes = nil, nil
	return layout
}

// sendError renders an error page; plain words stand in for it when even that fails.
func sendError(c *gin.Context, rd reader, page ErrorPageData, f fault.Fault) {
	neverKept(c, f)
	page.RequestID = c.Writer.Header().Get("X-Request-Id")
	body, err := renderPage(rd.language, "error", page)
	if err != nil {
		c.Data(f.Status, "text/plain; charset=utf-8", []byte(page.Heading))
		return
	}
	send(c, f.Status, body)
}

// neverKept sets the headers of the answer to a fault.
func neverKept(c *gin.Context, f fault.Fault) {
	c.Header("Cache-Control", "no-store")
	if f.RetryAfter > 0 {
		c.Header("Retry-After", strconv.Itoa(int(math.Ceil(f.RetryAfter.Seconds()))))
	}
}

// renderPage renders with the embedded templates.
func renderPage(language words.Language, kind string, page any) ([]byte, error) {
	s, err := loaded()
	if err != nil {
		return nil, err
	}
	return s.render(language, kind, page)
}
