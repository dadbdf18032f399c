package ui

import (
	"log/slog"
	"math"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

const htmlType = "text/html; charset=utf-8"

// respond renders a page and sends it, or sends the error page when that fails.
func (d Deps) respond(c *gin.Context, status int, kind string, page any) {
	body, err := renderPage(kind, page)
	if err != nil {
		d.Log.ErrorContext(c.Request.Context(), "page not rendered", slog.String("page", kind), slog.Any("error", err))
		ErrorPage(c, fault.Of(err))
		return
	}
	c.Header("Cache-Control", "no-cache")
	c.Data(status, htmlType, body)
}

// fail sends the error page for err, with the search box as the request had it.
func (d Deps) fail(c *gin.Context, err error, layout Layout) {
	f := fault.Of(err)
	if f.Status >= http.StatusInternalServerError && c.Request.Context().Err() == nil { // nobody waits for a request given up
		d.Log.ErrorContext(c.Request.Context(), "page failed", slog.String("path", c.Request.URL.Path), slog.Any("error", err))
	}
	sendError(c, newErrorPage(f, layout), f)
}

// ErrorPage answers with a page that tells of f. It needs no back end, so that it works when nothing else does.
func ErrorPage(c *gin.Context, f fault.Fault) {
	sendError(c, newErrorPage(f, Layout{Box: newSearchBox("", nil)}), f)
}

// sendError renders an error page; plain words stand in for it when even that fails.
func sendError(c *gin.Context, page ErrorPageData, f fault.Fault) {
	c.Header("Cache-Control", "no-store")
	if f.RetryAfter > 0 {
		c.Header("Retry-After", strconv.Itoa(int(math.Ceil(f.RetryAfter.Seconds()))))
	}
	body, err := renderPage("error", page)
	if err != nil {
		c.Data(f.Status, "text/plain; charset=utf-8", []byte(page.Heading))
		return
	}
	c.Data(f.Status, htmlType, body)
}

// renderPage renders with the embedded templates.
func renderPage(kind string, page any) ([]byte, error) {
	s, err := loaded()
	if err != nil {
		return nil, err
	}
	return s.render(kind, page)
}
