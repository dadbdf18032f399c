package web

import (
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/web/caller"
	"xunbao/web/meter"
)

// loggedQuery is how many bytes of a query string the log keeps.
const loggedQuery = 256

// accessLog writes one line for every request when it has been answered, and counts it. No header of the request is logged, so no token is.
func accessLog(log *slog.Logger, m *meter.Meter) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := time.Now()
		defer func() {
			m.Request(c.FullPath(), c.Request.Method, c.Writer.Status(), time.Since(start))
			level := slog.LevelInfo
			if c.Writer.Status() >= http.StatusInternalServerError {
				level = slog.LevelWarn
			}
			if !log.Enabled(c.Request.Context(), level) {
				return // a refusal must cost little
			}
			log.LogAttrs(c.Request.Context(), level, "request",
				slog.String("method", cut(c.Request.Method, 16)),
				slog.String("path", cut(c.Request.URL.EscapedPath(), loggedQuery)),
				slog.String("query", cut(withoutSecrets(c.Request.URL.RawQuery), loggedQuery)),
				slog.Int("status", c.Writer.Status()),
				slog.Int("bytes", max(c.Writer.Size(), 0)),
				slog.Duration("took", time.Since(start)),
				slog.String("client", client(c)),
				slog.String("request_id", c.Writer.Header().Get("X-Request-Id")))
		}()
		c.Next()
	}
}

// client is the address of who asked, with the name of a reader.
func client(c *gin.Context) string {
	who := caller.Of(c.Request.Context())
	switch {
	case !who.Address.IsValid():
		return c.RemoteIP() // refused before it was found out
	case who.Name != "":
		return who.Address.String() + " " + who.Name
	}
	return who.Address.String()
}

// secretName are the names of parameters whose values are not logged. None is taken here, but people send them.
var secretName = regexp.MustCompile(`(?i)(^|&)([^=&]*(?:token|password|passwd|secret|api_?key|authorization)[^=&]*)=[^&]*`)

func withoutSecrets(query string) string { return secretName.ReplaceAllString(query, "$1$2=…") }

// cut is the first limit bytes of s.
func cut(s string, limit int) string { return s[:min(len(s), limit)] }
