package feed

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// send answers with a body that has an entity tag and a date, or with 304 when the client has it. Last-Modified is left out within the second
// in which the body was first seen, as it cannot yet be told.
func (f *feeds) send(c *gin.Context, mediaType, address string, body []byte) {
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	now := f.Now()
	modified := f.memory.since(sha256.Sum256([]byte(address)), tag, now)
	if modified.After(now) {
		modified = time.Time{}
	}
	c.Header("Content-Type", mediaType)
	c.Header("ETag", tag)
	c.Header("Cache-Control", "no-cache") // may be kept, and is asked about each time
	http.ServeContent(c.Writer, c.Request, "", modified, bytes.NewReader(body))
}
