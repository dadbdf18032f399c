// Package fault is the one table from an error to what the outside sees: the HTTP status, a code for programs, words for
// people. It writes no answers itself (web/api and web/ui do) and never passes on the text of an error it does not know, so that
// no path or stack of the server reaches a client.
package fault

import (
	"fmt"
	"net/http"
	"time"
)

// Fault is an error as the outside sees it. It is an error itself, so that a handler can return one it has made.
type Fault struct {
	Status  int    // of HTTP
	Code    string // stable, for programs: "invalid_parameter"
	Message string // for people: what is wrong and what would be right
	Field   string // the parameter or key of the article; empty when it is not about one

	// Position is the code point in q where a query stops making sense; nil when it is not about a place.
	Position *int

	// RetryAfter is how long a client should wait before it tries again; 0 when waiting does not help.
	RetryAfter time.Duration
}

// Error is the code and the message.
func (f Fault) Error() string { return fmt.Sprintf("%s: %s", f.Code, f.Message) }

// codeOverloaded is the code of who is turned away because too many came.
const codeOverloaded = "overloaded"

// OfServer reports whether a fault is one of the server, which its log should tell of; that somebody is turned away because too many came is not:
// the log of requests has that.
func (f Fault) OfServer() bool {
	return f.Status >= http.StatusInternalServerError && f.Code != codeOverloaded
}

// Detail is the value of "error" in a JSON answer.
type Detail struct {
	Code     string  `json:"code"`
	Message  string  `json:"message"`
	Field    *string `json:"field"`
	Position *int    `json:"position"`

	RequestID string `json:"request_id,omitempty"` // by which the log has the request
}

// Body is a whole JSON answer that tells of an error.
type Body struct {
	Error Detail `json:"error"`
}

// Detail returns the fault as it stands inside a JSON answer; an empty Field becomes null.
func (f Fault) Detail() Detail {
	d := Detail{Code: f.Code, Message: f.Message, Position: f.Position}
	if f.Field != "" {
		d.Field = &f.Field
	}
	return d
}

// Body returns the fault as a whole JSON answer.
func (f Fault) Body() Body { return Body{Error: f.Detail()} }
