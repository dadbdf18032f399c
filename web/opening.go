package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/api"
	"xunbao/web/fault"
)

// Opening answers while a data folder is being opened, which takes minutes where a large index has to be built anew: the process lives, and
// everything else is to be asked again. So nobody takes the server for dead and restarts it.
func Opening() http.Handler { return closed(fault.Of(search.ErrUnavailable)) }

// Stopping answers what comes while a server that was told to stop finishes what it has been asked: the process lives, and everything else is to be
// asked elsewhere, or later. Connections are not kept.
func Stopping() http.Handler {
	return closed(fault.Fault{Status: http.StatusServiceUnavailable, Code: "stopping", Message: "the server is stopping", RetryAfter: stoppedFor},
		func(c *gin.Context) { c.Header("Connection", "close") })
}

// stoppedFor is when one who is turned away by a server that stops may come again: it may be one that is restarted.
const stoppedFor = 5 * time.Second

// closed answers that the process lives, and everything else with a fault.
func closed(f fault.Fault, first ...gin.HandlerFunc) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.Use(headers)
	r.Use(first...)
	r.NoRoute(func(c *gin.Context) {
		switch c.Request.URL.Path {
		case "/healthz":
			c.String(http.StatusOK, "ok")
		case "/readyz":
			api.Refuse(c, f) // as of a server that is open
		default:
			refuse(c, f)
		}
	})
	return r
}
