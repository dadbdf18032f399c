package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
)

// collection is the state of the collection and the server.
type collection struct {
	Articles    int          `json:"articles"`
	Stories     int          `json:"stories"`
	Generation  string       `json:"generation"`
	Built       *time.Time   `json:"built"`
	Fingerprint string       `json:"fingerprint"`
	Dictionary  string       `json:"dictionary"`
	StoreBytes  int64        `json:"store_bytes"`
	IndexBytes  int64        `json:"index_bytes"`
	Oldest      news.Instant `json:"oldest"`
	Newest      news.Instant `json:"newest"`
	Sample      bool         `json:"sample"`
	Rebuilding  bool         `json:"rebuilding"`
	Started     *time.Time   `json:"started"`
	Version     string       `json:"version"`
}

// status answers GET /api/v1/status.
func (a *api) status(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	s, err := a.Backend.Status(ctx)
	if err != nil {
		return err
	}
	return answer(c, collection{
		Articles: s.Articles, Stories: s.Stories, Generation: s.Generation, Built: known(s.Built), Fingerprint: s.Fingerprint,
		Dictionary: s.Dictionary, StoreBytes: s.StoreBytes, IndexBytes: s.IndexBytes, Oldest: s.Oldest, Newest: s.Newest,
		Sample: s.Sample, Rebuilding: s.Rebuilding, Started: known(s.Started), Version: a.Version,
	})
}

// known is t, or nil (null in JSON) when it is zero.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
