package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

// recovery turns a panic into a 500, with the stack in the log only. An answer that has begun is broken off instead, so that the
// client does not take it for whole.
func recovery(log *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			reason := recover()
			if reason == nil {
				return
			}
			if reason == http.ErrAbortHandler {
				panic(reason)
			}
			log.ErrorContext(c.Request.Context(), "panic", "route", c.FullPath(), "reason", fmt.Sprint(reason),
				"request_id", c.Writer.Header().Get("X-Request-Id"), "stack", string(debug.Stack()))
			if c.Writer.Written() {
				panic(http.ErrAbortHandler)
			}
			refuse(c, fault.Of(fmt.Errorf("panic: %v", reason)))
		}()
		c.Next()
	}
}
