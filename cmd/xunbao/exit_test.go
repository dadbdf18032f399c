package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"xunbao/index"
	"xunbao/search"
	"xunbao/search/query"
	"xunbao/web/fault"
)

func TestExitStatus(t *testing.T) {
	wrap := func(err error) error { return fmt.Errorf("do something: %w", err) }
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"nothing wrong", nil, exitDone},
		{"anything", errors.New("disk full"), exitFailed},
		{"stopped", wrap(context.Canceled), exitFailed},
		{"usage", wrap(&usageError{errors.New("no such flag")}), exitUsage},
		{"parameter", wrap(&search.ParameterError{Field: "page", Message: "want a number"}), exitUsage},
		{"query", wrap(&query.SyntaxError{Position: 3, Message: "bracket"}), exitUsage},
		{"rejected", wrap(errRejected), exitRejected},
		{"locked", wrap(index.ErrLocked), exitHeld},
		{"held", wrap(&heldError{dir: "新闻"}), exitHeld},
		{"damaged", wrap(index.ErrDamaged), exitHeld},
		{"server: parameter", faultOf(http.StatusBadRequest, fault.Of(&search.ParameterError{}).Detail()), exitUsage},
		{"server: damaged", faultOf(http.StatusInternalServerError, fault.Of(index.ErrDamaged).Detail()), exitHeld},
		{"server: locked", faultOf(http.StatusServiceUnavailable, fault.Of(index.ErrLocked).Detail()), exitHeld},
		{"server: busy", faultOf(http.StatusConflict, fault.Of(index.ErrBusy).Detail()), exitFailed},
	} {
		if got := exitStatus(c.err); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}
