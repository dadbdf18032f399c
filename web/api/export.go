package api

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/index/ingest"
	"xunbao/search"
)

// exportPiece is how many bytes are handed to the client at once.
const exportPiece = 256 << 10

// exporting is what an export was asked for.
type exporting struct {
	req     *search.Request // nil for every article in the order stored
	format  string
	fields  []string // none for all
	cursors bool     // with where to go on behind each article
}

// export answers GET /api/v1/export: whole articles as JSON Lines or CSV, all of them or those that a search matches.
func (a *api) export(c *gin.Context) error {
	asked, err := a.exported(c.Request.URL.Query())
	if err != nil {
		return err
	}
	out := newStream(c)
	if asked.format == ingest.CSV {
		out.mediaType = typeCSV
	}
	continued := asked.req != nil && asked.req.Cursor != ""
	articles, err := ingest.NewRecordWriter(asked.format, asked.fields, continued, out)
	if err != nil {
		return err
	}
	if c.Request.Method == http.MethodHead {
		return out.finish(nil)
	}
	c.Header("Content-Disposition", fmt.Sprintf(`attachment; filename="xunbao.%s"`, asked.format))
	sent, err := a.exportTo(c, out, articles, asked)
	if err == nil || sent > 0 {
		if flushing := articles.Flush(); err == nil {
			err = flushing
		}
	}
	if err != nil && sent > 0 && asked.format == ingest.CSV {
		a.breakOff(c, err)
	}
	return out.finish(err)
}

// breakOff ends the answer before its end, so that the client does not take it for whole: a table has no place for an error.
func (a *api) breakOff(c *gin.Context, err error) {
	if c.Request.Context().Err() == nil {
		a.Log.ErrorContext(c.Request.Context(), "export broken off", "request_id", c.Writer.Header().Get("X-Request-Id"), "error", err)
	}
	panic(http.ErrAbortHandler)
}

// exportTo sends what was asked for and returns how many articles that were.
func (a *api) exportTo(c *gin.Context, out *stream, articles ingest.RecordWriter, asked exporting) (sent int, err error) {
	unsent := 0
	for found, err := range a.Backend.Export(c.Request.Context(), asked.req) {
		if err != nil {
			return sent, err
		}
		record, err := ingest.EncodeArticle(found.Article, found.Story)
		if err == nil && asked.cursors {
			record, err = ingest.WithCursor(record, found.Cursor)
		}
		if err != nil {
			return sent, err
		}
		if err := articles.Write(record); err != nil {
			return sent, err
		}
		sent++
		if unsent += len(record); unsent >= exportPiece {
			unsent = 0
			if err := articles.Flush(); err != nil {
				return sent, err
			}
			if err := out.flush(); err != nil {
				return sent, err
			}
		}
	}
	return sent, nil
}

// exported reads the parameters of an export: its own, and those of a search. Without any of a search every article is wanted.
func (a *api) exported(values url.Values) (exporting, error) {
	asked := exporting{format: ingest.JSONLines}
	for _, name := range []string{"format", "fields", "cursors"} {
		if len(values[name]) > 1 {
			return asked, &search.ParameterError{Field: name, Message: "is given more than once"}
		}
	}
	if values.Has("format") {
		asked.format = values.Get("format")
	}
	if asked.format != ingest.JSONLines && asked.format != ingest.CSV {
		return asked, &search.ParameterError{Field: "format", Message: "is neither jsonl nor csv"}
	}
	if fields := values.Get("fields"); fields != "" {
		asked.fields = strings.Split(fields, ",")
	}
	switch values.Get("cursors") {
	case "true", "1":
		asked.cursors = true
	case "", "false", "0":
	default:
		return asked, &search.ParameterError{Field: "cursors", Message: "is neither true nor false"}
	}
	if _, err := ingest.NewRecordWriter(asked.format, asked.fields, false, nil); err != nil {
		return asked, &search.ParameterError{Field: "fields", Message: "a name is empty"}
	}
	for _, name := range []string{"format", "fields", "cursors"} {
		values.Del(name)
	}
	if len(values) == 0 {
		return asked, nil
	}
	return asked, asked.search(values, a)
}

// search reads the parameters of a search; a cursor alone goes on with every article.
func (e *exporting) search(values url.Values, a *api) error {
	req, err := search.ParseRequest(values, a.Now())
	if err != nil {
		return err
	}
	if len(values) == 1 && values.Has("cursor") {
		req.Sort = search.Stored
	}
	e.req = &req
	return nil
}
