package api

import (
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
)

// relatedSuffix ends the path of an article to ask for what is near to it. In an id that ends so its slash must be escaped.
const relatedSuffix = "/related"

// Limits of the articles near to one.
const (
	maxRelated          = 20
	defaultRelatedCount = 5
)

// related answers GET /api/v1/articles/{id}/related.
func (a *api) related(c *gin.Context) error {
	if err := checkParameters(c, "limit"); err != nil {
		return err
	}
	id, err := pathID(c)
	if err != nil {
		return err
	}
	limit, err := readLimit(c, defaultRelatedCount, maxRelated)
	if err != nil {
		return err
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	hits, err := a.Backend.Related(ctx, news.ID(strings.TrimSuffix(id, relatedSuffix)), limit)
	if err != nil {
		return err
	}
	return answer(c, struct {
		ID       string `json:"id"`
		Articles []hit  `json:"articles"`
	}{strings.TrimSuffix(id, relatedSuffix), newHits(hits)})
}
