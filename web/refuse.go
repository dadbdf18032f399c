package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/web/api"
	"xunbao/web/fault"
	"xunbao/web/ui"
)

// refuse ends a request with a fault: as JSON under /api and for feeds, as a page elsewhere.
func refuse(c *gin.Context, f fault.Fault) {
	c.Abort()
	if inJSON(c.Request.URL.Path) || shared(c.Request.URL.Path) {
		api.Refuse(c, f)
		return
	}
	ui.ErrorPage(c, f)
}

// inJSON reports whether a path is for programs that send tokens.
func inJSON(path string) bool {
	return path == "/api" || strings.HasPrefix(path, "/api/") || path == metricsPath
}

// shared reports whether a path is for programs of others: the API and the feeds.
func shared(path string) bool {
	return inJSON(path) || strings.HasPrefix(path, "/feed.") || strings.HasPrefix(path, "/opensearch")
}

// noRoute answers for a path that leads nowhere.
func noRoute(c *gin.Context) {
	refuse(c, fault.Fault{Status: http.StatusNotFound, Code: "not_found", Message: "there is nothing at this path"})
}

// noMethod answers for a path that is there, but not for the method; gin has set Allow.
func noMethod(c *gin.Context) {
	refuse(c, fault.Fault{Status: http.StatusMethodNotAllowed, Code: "method_not_allowed",
		Message: "this path does not take the method; it takes " + c.Writer.Header().Get("Allow")})
}
