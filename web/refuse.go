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
	path := c.Request.URL.Path
	if path == "/api" || strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/feed.") || strings.HasPrefix(path, "/opensearch") {
		api.Refuse(c, f)
		return
	}
	ui.ErrorPage(c, f)
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
