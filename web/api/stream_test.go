package api

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/index"
)

// deadlines is a ResponseWriter that keeps the last limits it was given.
type deadlines struct {
	*httptest.ResponseRecorder
	read, write time.Time
}

func (d *deadlines) SetReadDeadline(t time.Time) error  { d.read = t; return nil }
func (d *deadlines) SetWriteDeadline(t time.Time) error { d.write = t; return nil }

func newTestStream(w http.ResponseWriter) *stream {
	c, _ := gin.CreateTestContext(w)
	c.Request = httptest.NewRequest("POST", "/", nil)
	return newStream(c)
}

func TestStreamLiftsTheLimitsOfTheServer(t *testing.T) {
	soon := time.Now().Add(time.Millisecond)
	w := &deadlines{httptest.NewRecorder(), soon, soon}
	s := newTestStream(w)
	if !w.read.IsZero() || !w.write.After(soon) {
		t.Errorf("at the start: read until %v, write until %v", w.read, w.write)
	}
	body := patientBody{io.NopCloser(strings.NewReader("云")), s.control}
	if _, err := body.Read(make([]byte, 1)); err != nil || !w.read.After(soon) {
		t.Errorf("while reading: until %v, %v", w.read, err)
	}
	if _, err := io.ReadAll(body); err != nil || !w.read.IsZero() {
		t.Errorf("after the body: until %v, %v", w.read, err)
	}
	if err := s.finish(nil); err != nil || !w.write.IsZero() {
		t.Errorf("at the end: write until %v, %v", w.write, err)
	}
}

func TestStreamTellsOfErrors(t *testing.T) {
	w := httptest.NewRecorder()
	if err := newTestStream(w).finish(index.ErrBusy); !errors.Is(err, index.ErrBusy) || w.Body.Len() > 0 {
		t.Errorf("before the first object: %v, %s", err, w.Body)
	}
	s := newTestStream(w)
	if err := s.send(step{Stage: "<读>"}); err != nil {
		t.Fatal(err)
	}
	if err := s.finish(index.ErrBusy); !errors.Is(err, index.ErrBusy) {
		t.Errorf("got %v", err)
	}
	first, last, _ := strings.Cut(w.Body.String(), "\n")
	if first != `{"stage":"<读>","done":0,"total":0}` || !strings.HasPrefix(last, `{"error":{"code":"busy"`) {
		t.Errorf("got %s", w.Body)
	}
}
