package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"xunbao/web/caller"
	"xunbao/web/fault"
)

// writing lets a request pass to h only when its caller may change the collection, so many at a time. The body has not been read by then.
func (a *api) writing(h handler) handler {
	return func(c *gin.Context) error {
		if c.GetHeader("Sec-Fetch-Site") == "cross-site" {
			return fault.Fault{Status: http.StatusForbidden, Code: "cross_site", Message: "a page of another site may not write here"}
		}
		if who := caller.Of(c.Request.Context()); !who.Standing.Writes() {
			return a.refuseWriting(c, who)
		}
		leave, err := a.Writes.Enter(c.Request.Context())
		if err != nil {
			return err
		}
		defer leave()
		return h(c)
	}
}

// refuseWriting tells what is missing: the right token, or that the server has none and how to give it one.
func (a *api) refuseWriting(c *gin.Context, who caller.Caller) error {
	switch {
	case !a.Writable:
		return fault.Fault{Status: http.StatusForbidden, Code: "writing_off", Message: "writing over HTTP is off; to switch it on, " +
			"start the server with a secret in XUNBAO_TOKEN and send it as \"Authorization: Bearer SECRET\""}
	case who.Standing == caller.Reader:
		return fault.Fault{Status: http.StatusForbidden, Code: "read_only", Message: "this token is for reading; writing needs the one of the server, sent as \"Authorization: Bearer TOKEN\""}
	case who.Standing == caller.Blocked:
		return fault.TooManyAttempts(who.Wait)
	case who.Standing == caller.Nobody:
		c.Header("WWW-Authenticate", `Bearer realm="xunbao"`)
		return fault.Fault{Status: http.StatusUnauthorized, Code: "token_missing", Message: "writing needs the token: send it as \"Authorization: Bearer TOKEN\""}
	}
	c.Header("WWW-Authenticate", `Bearer realm="xunbao", error="invalid_token"`)
	return fault.Fault{Status: http.StatusUnauthorized, Code: "token_wrong", Message: "the token is not the one of this server"}
}
