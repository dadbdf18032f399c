package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

// origins lets pages of the sites listed read the API and the feeds, as CORS has it; with none listed no answer has a header of it. Cookies and
// passwords of a browser are never sent along, and writing from another site is refused by what writes.
func origins(listed []string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if len(listed) == 0 || !shared(c.Request.URL.Path) {
			return
		}
		c.Writer.Header().Add("Vary", "Origin")
		origin := c.GetHeader("Origin")
		if !slices.Contains(listed, origin) {
			return
		}
		c.Header("Access-Control-Allow-Origin", origin)
		c.Header("Access-Control-Expose-Headers", "X-Request-Id, Retry-After")
		if c.Request.Method != http.MethodOptions || c.GetHeader("Access-Control-Request-Method") == "" {
			return
		}
		c.Header("Access-Control-Allow-Methods", "GET, HEAD, POST")
		c.Header("Access-Control-Allow-Headers", "Authorization, Content-Type")
		c.Header("Access-Control-Max-Age", "600")
		c.AbortWithStatus(http.StatusNoContent)
	}
}
