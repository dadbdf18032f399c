package web

import (
	"net/http"
	"net/http/pprof"

	"github.com/gin-gonic/gin"

	"xunbao/web/api"
	"xunbao/web/caller"
	"xunbao/web/fault"
	"xunbao/web/meter"
)

const metricsPath = "/metrics"

// NewAdmin returns the handler of the address for administration, which asks for no token: the metrics, and the profiles of Go under /debug/pprof/.
func NewAdmin(m *meter.Meter) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+metricsPath, m.Handler())
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" { // a page that a browser of this machine shows
			http.Error(w, "not for pages of other sites", http.StatusForbidden)
			return
		}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		mux.ServeHTTP(w, r)
	})
}

// metrics answers GET /metrics of the public address, with the token for writing only.
func metrics(m *meter.Meter, token bool) gin.HandlerFunc {
	handler := m.Handler()
	return func(c *gin.Context) {
		who := caller.Of(c.Request.Context())
		switch {
		case who.Standing.Writes():
			handler.ServeHTTP(c.Writer, c.Request)
		case !token:
			api.Refuse(c, fault.Fault{Status: http.StatusForbidden, Code: "metrics_off", Message: "metrics need the token for writing, and this server has none; or read them at the address that admin_addr names"})
		case who.Standing == caller.Blocked:
			api.Refuse(c, fault.TooManyAttempts(who.Wait))
		default:
			c.Header("WWW-Authenticate", `Bearer realm="xunbao"`)
			api.Refuse(c, fault.Fault{Status: http.StatusUnauthorized, Code: "token_missing", Message: "metrics need the token for writing: send it as \"Authorization: Bearer TOKEN\""})
		}
	}
}
