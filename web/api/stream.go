package api

import (
	"bufio"
	"encoding/json"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

// patience is how long a streaming client may take to send or to take the next piece.
const patience = 30 * time.Second

// stream sends JSON objects, one a line, or a table, while the request may still be arriving. Not safe for concurrent use.
type stream struct {
	c         *gin.Context
	control   *http.ResponseController
	buffer    *bufio.Writer
	objects   *json.Encoder
	mediaType string
	begun     bool
}

func newStream(c *gin.Context) *stream {
	s := &stream{c: c, control: http.NewResponseController(c.Writer), buffer: bufio.NewWriterSize(c.Writer, 64<<10), mediaType: typeNDJSON}
	s.objects = json.NewEncoder(s.buffer)
	s.objects.SetEscapeHTML(false)
	// The limits of the server are for ordinary requests and would end a long answer. Writers that cannot do these (HTTP/2, tests)
	// have no need of them, so their errors say nothing.
	_ = s.control.EnableFullDuplex()
	_ = s.control.SetReadDeadline(time.Time{})
	_ = s.control.SetWriteDeadline(time.Now().Add(patience))
	return s
}

// begin fixes status 200 and the media type.
func (s *stream) begin() {
	if !s.begun {
		s.begun = true
		s.c.Header("Content-Type", s.mediaType)
		s.c.Status(http.StatusOK)
	}
}

// send adds one object to the buffer.
func (s *stream) send(object any) error {
	s.begin()
	return s.objects.Encode(object)
}

// Write adds a piece of whole lines, or of a table.
func (s *stream) Write(piece []byte) (int, error) {
	s.begin()
	return s.buffer.Write(piece)
}

// flush hands everything sent so far to the client.
func (s *stream) flush() error {
	_ = s.control.SetWriteDeadline(time.Now().Add(patience))
	if err := s.buffer.Flush(); err != nil {
		return err
	}
	return s.control.Flush()
}

// finish ends the stream. An error that comes before the first object is returned, for an ordinary answer; a later one is
// told in the last object, {"error": …}, and returned for the log.
func (s *stream) finish(err error) error {
	if err != nil && !s.begun {
		return err
	}
	s.begin()
	if err != nil {
		if sending := s.send(fault.Of(err).Body()); sending != nil {
			return sending
		}
	}
	if flushing := s.flush(); flushing != nil {
		return flushing
	}
	_ = s.control.SetWriteDeadline(time.Time{})
	return err
}
