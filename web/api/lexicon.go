package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

// maxLexicon is how many bytes the user's words, or synonyms, may have in a request.
const maxLexicon = 4 << 20

const typeText = "text/plain"

// readLexicon reads the body of a PUT: a JSON object with the keys of into, or the text of a file, which text reads.
func readLexicon(c *gin.Context, into any, text func(string)) error {
	switch mediaType(c) {
	case typeJSON:
		body, err := readJSON(c, c.Request.Body, maxLexicon)
		if err != nil {
			return err
		}
		return decodeStrictly(body, into)
	case typeText:
		body, err := readText(c)
		if err == nil {
			text(body)
		}
		return err
	}
	return unsupported(typeJSON, typeText)
}

// readText reads a body of text in UTF-8.
func readText(c *gin.Context) (string, error) {
	if c.Request.ContentLength > maxLexicon {
		return "", fault.TooLarge(maxLexicon)
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxLexicon))
	if err != nil {
		return "", unreadable(err)
	}
	if !utf8.Valid(body) {
		return "", fault.Fault{Status: http.StatusBadRequest, Code: "invalid_text", Message: "the body is not valid UTF-8"}
	}
	return string(body), nil
}

// decodeStrictly decodes JSON that has been checked, and refuses keys that into does not have.
func decodeStrictly(body []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &kind) && kind.Field == "":
		return invalidJSON("the body must be an object, not a JSON %s", kind.Value)
	case errors.As(err, &kind):
		return invalidJSON("%s, at byte %d, has the wrong type: a JSON %s", kind.Field, kind.Offset, kind.Value)
	}
	return invalidJSON("the body cannot be taken: %v", err)
}
