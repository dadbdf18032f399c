package ui

import (
	"bytes"
	"compress/gzip"

	"github.com/gin-gonic/gin"
)

// packFrom is the size of a page, in bytes, from which packing it saves more than it costs.
const packFrom = 1400

// send answers with a page, packed to who takes that. Only what belongs to one answer is packed, and no page holds a secret beside what a
// stranger could make it say.
func send(c *gin.Context, status int, body []byte) {
	c.Writer.Header().Add("Vary", "Accept-Encoding")
	if len(body) >= packFrom && takesGzip(c.Request.Header.Values("Accept-Encoding")) {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, writing := w.Write(body)
		if closing := w.Close(); writing == nil && closing == nil {
			c.Header("Content-Encoding", "gzip")
			body = packed.Bytes()
		}
	}
	c.Data(status, htmlType, body)
}
