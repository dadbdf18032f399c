package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

// The media types that are read.
const (
	typeJSON   = "application/json"
	typeNDJSON = "application/x-ndjson"
	typeCSV    = "text/csv; charset=utf-8; header=present"
)

// mediaType is the media type of the body without its parameters; empty when there is none that can be read.
func mediaType(c *gin.Context) string {
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// unsupported is the answer to a body of another media type than those taken.
func unsupported(taken ...string) error {
	return fault.Fault{Status: http.StatusUnsupportedMediaType, Code: "unsupported_media_type",
		Message: "the Content-Type of the body must be " + strings.Join(taken, " or ")}
}

// invalidJSON is the answer to a body or record that is not JSON.
func invalidJSON(format string, args ...any) fault.Fault {
	return fault.Fault{Status: http.StatusBadRequest, Code: "invalid_json", Message: fmt.Sprintf(format, args...)}
}

// readJSON reads all of from, the body of at most limit bytes, which must be one JSON value in UTF-8.
func readJSON(c *gin.Context, from io.ReadCloser, limit int64) ([]byte, error) {
	if c.Request.ContentLength > limit {
		return nil, fault.TooLarge(limit)
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, from, limit))
	if err != nil {
		return nil, unreadable(err)
	}
	return body, checkJSON(body)
}

// checkJSON returns a fault unless data is one JSON value in UTF-8.
func checkJSON(data []byte) error {
	if !utf8.Valid(data) {
		return invalidJSON("this is not valid UTF-8")
	}
	if json.Valid(data) {
		return nil
	}
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, new(json.RawMessage)); errors.As(err, &syntax) {
		return invalidJSON("this is not valid JSON, at byte %d: %v", syntax.Offset, syntax)
	}
	return invalidJSON("this is not valid JSON")
}

// unreadable is the error for a body that broke off; one that is too large keeps its own.
func unreadable(err error) error {
	var size *http.MaxBytesError
	if errors.As(err, &size) {
		return err
	}
	return errors.Join(fault.Fault{Status: http.StatusBadRequest, Code: "unreadable_body", Message: "the body broke off before its end"}, err)
}
