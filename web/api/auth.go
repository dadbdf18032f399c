package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

// writing lets a request pass to h only when it may change the collection, so many at a time. The body has not been read by then.
func (a *api) writing(h handler) handler {
	return func(c *gin.Context) error {
		if c.GetHeader("Sec-Fetch-Site") == "cross-site" {
			return fault.Fault{Status: http.StatusForbidden, Code: "cross_site", Message: "a page of another site may not write here"}
		}
		if !a.mayWrite(c.GetHeader("Authorization")) {
			return a.refuseWriting(c)
		}
		leave, err := a.Writes.Enter(c.Request.Context())
		if err != nil {
			return err
		}
		defer leave()
		return h(c)
	}
}

// mayWrite reports whether the header carries the token or the key of the command line, without telling by its time how much of
// it was right.
func (a *api) mayWrite(header string) bool {
	scheme, given, found := strings.Cut(header, " ")
	if !found || !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	got := sha256.Sum256([]byte(strings.TrimSpace(given)))
	may := 0
	for _, secret := range []string{a.Token, a.ControlKey} {
		if secret == "" {
			continue
		}
		want := sha256.Sum256([]byte(secret))
		may |= subtle.ConstantTimeCompare(got[:], want[:])
	}
	return may == 1
}

// refuseWriting tells what is missing: the right token, or that the server has none and how to give it one.
func (a *api) refuseWriting(c *gin.Context) error {
	if a.Token == "" {
		return fault.Fault{Status: http.StatusForbidden, Code: "writing_off", Message: "writing over HTTP is off; to switch it on, " +
			"start the server with a secret in XUNBAO_TOKEN and send it as \"Authorization: Bearer SECRET\""}
	}
	if c.GetHeader("Authorization") == "" {
		c.Header("WWW-Authenticate", `Bearer realm="xunbao"`)
		return fault.Fault{Status: http.StatusUnauthorized, Code: "token_missing", Message: "writing needs the token: send it as \"Authorization: Bearer TOKEN\""}
	}
	c.Header("WWW-Authenticate", `Bearer realm="xunbao", error="invalid_token"`)
	return fault.Fault{Status: http.StatusUnauthorized, Code: "token_wrong", Message: "the token is not the one of this server"}
}
