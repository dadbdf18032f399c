package api

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

// answer sends v as JSON with status 200, without HTML escaping.
func answer(c *gin.Context, v any) error {
	c.PureJSON(http.StatusOK, v)
	return nil
}

// Refuse sends a fault as JSON.
func Refuse(c *gin.Context, f fault.Fault) {
	if f.RetryAfter > 0 {
		c.Header("Retry-After", strconv.Itoa(int(math.Ceil(f.RetryAfter.Seconds()))))
	}
	body := f.Body()
	body.Error.RequestID = c.Writer.Header().Get("X-Request-Id")
	c.PureJSON(f.Status, body)
}

// milliseconds is d in milliseconds, to the microsecond.
func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// list is s, but never null in JSON.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
