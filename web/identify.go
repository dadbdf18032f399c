package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/api"
	"xunbao/web/caller"
	"xunbao/web/fault"
)

// openRoutes tell nothing of the articles and cost nothing: whoever asks is answered, at any pace.
var openRoutes = map[string]bool{
	"/healthz": true, "/readyz": true, "/assets/*name": true, "/opensearch.xml": true, "/api/v1/openapi.yaml": true,
}

// scopedRoutes answer a reader who may learn of a part of the articles with what that part alone would give. Others are refused to him.
var scopedRoutes = map[string]bool{
	"/": true, "/help": true, "/components": true, "/trends": true, "/articles/*id": true, "/feed.atom": true, "/feed.rss": true, "/feed.json": true, "/opensearch/suggestions": true,
	"/api/v1/search": true, "/api/v1/trends": true, "/api/v1/articles/*id": true, "/api/v1/stories/*id": true, "/api/v1/suggest": true, "/api/v1/why": true,
	"/api/v1/export": true, api.AnalyzePath: true, "/api/v1/dictionary": true, "/api/v1/synonyms": true, "": true,
}

// identify finds out who asks, holds him to his pace, and lets nobody read who may not. Who may write is asked by what writes.
func identify(book *caller.Book) gin.HandlerFunc {
	return func(c *gin.Context) {
		who := book.Identify(c.Request)
		ctx := caller.With(c.Request.Context(), who)
		if who.Scope != nil {
			ctx = search.WithScope(ctx, who.Scope)
		}
		c.Request = c.Request.WithContext(ctx)
		if openRoutes[c.FullPath()] {
			return
		}
		if wait := book.Pace(who); wait > 0 {
			refuse(c, fault.TooFast(wait))
			return
		}
		if f, refused := mayRead(book, who, c.FullPath()); refused {
			challenge(c, f)
			refuse(c, f)
		}
	}
}

// mayRead returns why a caller is kept from a route, and whether he is.
func mayRead(book *caller.Book, who caller.Caller, route string) (fault.Fault, bool) {
	switch {
	case book.Private() && who.Standing == caller.Blocked:
		return fault.TooManyAttempts(who.Wait), true
	case book.Private() && who.Standing == caller.Wrong:
		return fault.Fault{Status: http.StatusUnauthorized, Code: "token_wrong", Message: "the token is not one of this server"}, true
	case book.Private() && !who.Standing.Reads():
		return fault.Fault{Status: http.StatusUnauthorized, Code: "token_missing", Message: "reading needs a token: send it as \"Authorization: Bearer TOKEN\", or as the password of a browser"}, true
	case who.Scope != nil && !scopedRoutes[route]:
		return outOfScope, true
	}
	return fault.Fault{}, false
}

// outOfScope is the answer to a reader who asks for what tells of all articles.
var outOfScope = fault.Fault{Status: http.StatusForbidden, Code: "forbidden", Message: "this tells of all articles, and your token is for a part of them"}

// challenge says how to show a token: a browser or feed reader then asks for a password.
func challenge(c *gin.Context, f fault.Fault) {
	switch {
	case f.Status != http.StatusUnauthorized:
	case inJSON(c.Request.URL.Path):
		c.Header("WWW-Authenticate", `Bearer realm="xunbao"`)
	default:
		c.Header("WWW-Authenticate", `Basic realm="xunbao", charset="UTF-8"`)
	}
}
