package api

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/index"
)

func TestProgressIsToldAtMostFiveTimesASecond(t *testing.T) {
	w := httptest.NewRecorder()
	c, _ := gin.CreateTestContext(w)
	c.Request = httptest.NewRequest("POST", "/", nil)
	clock := time.Unix(0, 0)
	p := newProgress(newStream(c), func() time.Time { return clock })
	for i := range 1000 { // one second of reports, then a new stage
		p.report(index.Progress{Stage: "read", Done: i})
		clock = clock.Add(time.Millisecond)
	}
	p.report(index.Progress{Stage: "index", Done: 1, Total: 1000})
	lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
	if len(lines) != 6 || lines[1] != `{"stage":"read","done":200,"total":0}` || lines[5] != `{"stage":"index","done":1,"total":1000}` {
		t.Errorf("got %q", lines)
	}
}
