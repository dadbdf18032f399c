package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/index/ingest"
	"xunbao/internal/news"
	"xunbao/web/fault"
)

// maxJSONBody is how many bytes an article or an array of them may have; NDJSON may be of any length.
const maxJSONBody = 64 << 20

// putArticles answers POST /api/v1/articles: one object, an array, or one object a line.
func (a *api) putArticles(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	from := patientBody{c.Request.Body, http.NewResponseController(c.Writer)}
	switch mediaType(c) {
	case typeJSON:
		return a.putJSON(c, from)
	case typeNDJSON:
		return a.putMany(c, newStream(c), lines(from, maxLine))
	}
	return unsupported(typeJSON, typeNDJSON)
}

// putJSON takes one object or an array.
func (a *api) putJSON(c *gin.Context, from io.ReadCloser) error {
	body, err := readJSON(c, from, maxJSONBody)
	if err != nil {
		return err
	}
	switch bytes.TrimSpace(body)[0] {
	case '{':
		err := a.putOne(c, body)
		if f := fault.Of(err); err != nil && f.Status == http.StatusUnprocessableEntity {
			a.refuseRecord(0, f.Detail())
		}
		return err
	case '[':
		var elements []json.RawMessage
		if err := json.Unmarshal(body, &elements); err != nil {
			return invalidJSON("the array cannot be read")
		}
		return a.putMany(c, newStream(c), numbered(elements))
	}
	return invalidJSON("the body is neither an article (an object) nor an array of articles")
}

// putOne takes one article: 201 when it is new, 200 when one of its id was there.
func (a *api) putOne(c *gin.Context, record []byte) error {
	decoded, err := ingest.DecodeArticle(record)
	if err != nil {
		return err
	}
	outcomes, err := a.Writer.Put(c.Request.Context(), []news.Article{decoded})
	switch {
	case err != nil:
		return err
	case len(outcomes) != 1:
		return fmt.Errorf("put one article: %d outcomes", len(outcomes))
	case outcomes[0].Action == index.Rejected:
		return outcomes[0].Err
	}
	status := http.StatusOK
	if outcomes[0].Action == index.Added {
		status = http.StatusCreated
	}
	c.PureJSON(status, recordAnswer{ID: outcomes[0].ID, Action: outcomes[0].Action})
	return nil
}

// numbered is the elements of an array as records.
func numbered(elements []json.RawMessage) rawRecords {
	return func(yield func(raw, error) bool) {
		for i, element := range elements {
			if !yield(raw{Line: i + 1, Data: element}, nil) {
				return
			}
		}
	}
}
