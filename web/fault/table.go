package fault

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
)

// Of returns what the outside sees of err. An error that the table does not know is a 500 without details; the caller logs the
// error itself when the status is 500 or more.
func Of(err error) Fault {
	if f, ok := ofType(err); ok {
		return f
	}
	for _, row := range table {
		if errors.Is(err, row.err) {
			return row.fault
		}
	}
	return internal
}

// ofType finds the errors that carry data.
func ofType(err error) (Fault, bool) {
	var (
		own       Fault
		parameter *search.ParameterError
		syntax    *query.SyntaxError
		article   *news.InvalidError
		size      *http.MaxBytesError
	)
	switch {
	case errors.As(err, &own):
		return own, true
	case errors.As(err, &parameter):
		return Fault{Status: http.StatusBadRequest, Code: "invalid_parameter", Message: parameter.Message, Field: parameter.Field}, true
	case errors.As(err, &syntax):
		at := syntax.Position
		return Fault{Status: http.StatusBadRequest, Code: "invalid_query", Message: syntax.Message, Field: "q", Position: &at}, true
	case errors.As(err, &article):
		return Fault{Status: http.StatusUnprocessableEntity, Code: "invalid_article", Message: article.Message, Field: article.Field}, true
	case errors.As(err, &size):
		return TooLarge(size.Limit), true
	}
	return Fault{}, false
}

// TooLarge is the answer to a body of more than limit bytes.
func TooLarge(limit int64) Fault {
	return Fault{Status: http.StatusRequestEntityTooLarge, Code: "too_large", Message: fmt.Sprintf("the body is larger than the %d bytes that are taken here", limit)}
}

// TooFast is the answer to a caller who asks faster than he may.
func TooFast(wait time.Duration) Fault {
	return Fault{Status: http.StatusTooManyRequests, Code: "too_many_requests", Message: "you ask faster than you may; wait a little", RetryAfter: wait}
}

// TooManyAttempts is the answer to a token from an address that has sent too many wrong ones.
func TooManyAttempts(wait time.Duration) Fault {
	return Fault{Status: http.StatusTooManyRequests, Code: "too_many_attempts", Message: "too many wrong tokens came from your address; wait a little", RetryAfter: wait}
}

var internal = Fault{Status: http.StatusInternalServerError, Code: "internal",
	Message: "the server failed to answer; its log tells more under the request id of this answer"}

// table holds the sentinel errors; the first row that matches wins.
var table = []struct {
	err   error
	fault Fault
}{
	{search.ErrNotFound, Fault{Status: http.StatusNotFound, Code: "not_found", Message: "there is no such article or story"}},
	{index.ErrNotFound, Fault{Status: http.StatusNotFound, Code: "not_found", Message: "there is no such article or story"}},
	{search.ErrTooLong, Fault{Status: http.StatusServiceUnavailable, Code: "timeout", Message: search.ErrTooLong.Error(), RetryAfter: 5 * time.Second}},
	{context.DeadlineExceeded, Fault{Status: http.StatusServiceUnavailable, Code: "timeout", Message: search.ErrTooLong.Error(), RetryAfter: 5 * time.Second}},
	{context.Canceled, Fault{Status: http.StatusServiceUnavailable, Code: "canceled", Message: "the request was given up before it was answered", RetryAfter: time.Second}},
	{search.ErrOverloaded, Fault{Status: http.StatusServiceUnavailable, Code: codeOverloaded, Message: search.ErrOverloaded.Error(), RetryAfter: 2 * time.Second}},
	{search.ErrUnavailable, Fault{Status: http.StatusServiceUnavailable, Code: "unavailable", Message: search.ErrUnavailable.Error(), RetryAfter: 5 * time.Second}},
	{index.ErrClosed, Fault{Status: http.StatusServiceUnavailable, Code: "unavailable", Message: search.ErrUnavailable.Error(), RetryAfter: 5 * time.Second}},
	{index.ErrLocked, Fault{Status: http.StatusServiceUnavailable, Code: "locked", Message: index.ErrLocked.Error(), RetryAfter: 10 * time.Second}},
	{index.ErrBusy, Fault{Status: http.StatusConflict, Code: "busy", Message: index.ErrBusy.Error() + "; try again when it is done", RetryAfter: 10 * time.Second}},
	{index.ErrCopying, Fault{Status: http.StatusConflict, Code: "busy", Message: index.ErrCopying.Error() + "; try again when it is done", RetryAfter: 10 * time.Second}},
	{index.ErrDiskFull, Fault{Status: http.StatusInsufficientStorage, Code: "disk_full", Message: index.ErrDiskFull.Error() + "; nothing was written, reading goes on", RetryAfter: time.Minute}},
	{index.ErrUnwritable, Fault{Status: http.StatusServiceUnavailable, Code: "unwritable", Message: index.ErrUnwritable.Error() + "; nothing is written before it does, reading goes on", RetryAfter: 10 * time.Second}},
	{index.ErrEmptySource, Fault{Status: http.StatusUnprocessableEntity, Code: "empty_source", Message: index.ErrEmptySource.Error()}},
	{index.ErrNewer, Fault{Status: http.StatusInternalServerError, Code: "newer", Message: index.ErrNewer.Error()}},
	{index.ErrDamaged, Fault{Status: http.StatusInternalServerError, Code: "damaged", Message: index.ErrDamaged.Error() + "; rebuild the index, or restore a copy of the data folder"}},
}
