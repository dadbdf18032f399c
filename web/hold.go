package web

import (
	"github.com/gin-gonic/gin"

	"xunbao/web/caller"
	"xunbao/web/conns"
)

// hold keeps the connection of a request while it is answered, when all of it is there or its sender may write. Who sends a body byte by byte
// is not kept when others come.
func hold(c *gin.Context) {
	if c.Request.ContentLength == 0 || caller.Of(c.Request.Context()).Standing.Writes() {
		defer conns.Hold(c.Request.Context())()
	}
	c.Next()
}
