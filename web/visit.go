package web

import (
	"github.com/gin-gonic/gin"

	"xunbao/search/admit"
)

// visit makes what a request asks of the back end one visit: let in once, it is answered whole.
func visit(c *gin.Context) { c.Request = c.Request.WithContext(admit.Visit(c.Request.Context())) }
