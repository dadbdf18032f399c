package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/fault"
)

// Opening answers while a data folder is being opened, which takes minutes where a large index has to be built anew: the process lives, and
// everything else is to be asked again. So nobody takes the server for dead and restarts it.
func Opening() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.Use(headers)
	r.NoRoute(func(c *gin.Context) {
		if c.Request.URL.Path == "/healthz" {
			c.String(http.StatusOK, "ok")
			return
		}
		refuse(c, fault.Of(search.ErrUnavailable))
	})
	return r
}
