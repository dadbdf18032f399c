package api

import (
	"bufio"
	"errors"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/index/ingest"
	"xunbao/web/ledger"
)

// summary is how a rebuild ended.
type summary struct {
	Read       int         `json:"read"`
	Added      int         `json:"added"`
	Replaced   int         `json:"replaced"`
	Unchanged  int         `json:"unchanged"`
	Removed    int         `json:"removed"`
	Rejected   int         `json:"rejected"`
	Rejections []rejection `json:"rejections"`
	TookMS     float64     `json:"took_ms"`
	Generation string      `json:"generation"`
}

// rejection is one record that could not be taken.
type rejection struct {
	Origin  string `json:"origin"`
	Message string `json:"message"`
}

// reindex answers POST /api/v1/reindex: it rebuilds from the store, or, given NDJSON, from those records alone. The answer tells
// of the progress and ends with the summary.
func (a *api) reindex(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	out := newStream(c)
	records, err := sources(c, out.control)
	if err != nil {
		return err
	}
	run, answered := a.Ledger.Begin(ledger.Rebuild), newProgress(out, a.Now)
	defer run.End()
	done, err := a.Rebuilder.Rebuild(c.Request.Context(), records, func(p index.Progress) {
		run.Report(p)
		answered.report(p)
	})
	if err != nil {
		return out.finish(err)
	}
	a.refuseRecords(done)
	return out.finish(out.send(map[string]summary{"summary": newSummary(done)}))
}

// sources is the records of the body; nil when there is no body, which asks for a rebuild from the store. NDJSON without a
// record is not that: an empty file given by mistake must not look like success.
func sources(c *gin.Context, control *http.ResponseController) (index.Records, error) {
	body := bufio.NewReader(patientBody{c.Request.Body, control})
	if mediaType(c) == typeNDJSON {
		return ingest.Lines(c.Request.Context(), body, "body"), nil
	}
	switch _, err := body.Peek(1); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, unreadable(err)
	}
	return nil, unsupported(typeNDJSON)
}

func newSummary(s index.Summary) summary {
	rejections := make([]rejection, len(s.Rejections))
	for i, r := range s.Rejections {
		rejections[i] = rejection{Origin: r.Origin, Message: r.Err.Error()}
	}
	return summary{
		Read: s.Read, Added: s.Added, Replaced: s.Replaced, Unchanged: s.Unchanged, Removed: s.Removed,
		Rejected: s.Rejected, Rejections: rejections, TookMS: milliseconds(s.Took), Generation: s.Generation,
	}
}
