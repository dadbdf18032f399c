package api

import (
	"io"
	"net/http"
	"time"
)

// patientBody reads a body of any length: every read may take as long as patience allows, and after the end there is no limit,
// so that the server's own limit for reading does not end a long answer.
type patientBody struct {
	io.ReadCloser
	control *http.ResponseController
}

func (p patientBody) Read(buffer []byte) (int, error) {
	_ = p.control.SetReadDeadline(time.Now().Add(patience))
	n, err := p.ReadCloser.Read(buffer)
	if err == io.EOF {
		_ = p.control.SetReadDeadline(time.Time{})
	}
	return n, err
}
