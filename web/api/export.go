package api

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"xunbao/index/ingest"
	"xunbao/search"
)

// exportPiece is how many bytes are handed to the client at once.
const exportPiece = 256 << 10

// export answers GET /api/v1/export: whole articles as JSON Lines, all of them or those that a search matches.
func (a *api) export(c *gin.Context) error {
	req, err := a.exported(c.Request.URL.Query())
	if err != nil {
		return err
	}
	out := newStream(c)
	if c.Request.Method == http.MethodHead {
		return out.finish(nil)
	}
	return out.finish(a.exportTo(c, out, req))
}

// exportTo sends what req matches.
func (a *api) exportTo(c *gin.Context, out *stream, req *search.Request) error {
	unsent := 0
	for found, err := range a.Backend.Export(c.Request.Context(), req) {
		if err != nil {
			return err
		}
		line, err := ingest.EncodeArticle(found.Article, found.Story)
		if err != nil {
			return err
		}
		if err := out.sendLine(line); err != nil {
			return err
		}
		if unsent += len(line); unsent >= exportPiece {
			unsent = 0
			if err := out.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// exported is the search whose articles are wanted; nil for every article.
func (a *api) exported(values url.Values) (*search.Request, error) {
	switch formats := values["format"]; {
	case len(formats) > 1:
		return nil, &search.ParameterError{Field: "format", Message: "given more than once"}
	case len(formats) == 1 && formats[0] != "jsonl":
		return nil, &search.ParameterError{Field: "format", Message: "the only format is jsonl"}
	}
	values.Del("format")
	if len(values) == 0 {
		return nil, nil
	}
	req, err := search.ParseRequest(values, a.Now())
	if err != nil {
		return nil, err
	}
	return &req, nil
}
