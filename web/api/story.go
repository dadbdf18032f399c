package api

import "github.com/gin-gonic/gin"

// story answers GET /api/v1/stories/{id}: the articles of a story, earliest first.
func (a *api) story(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	id, err := pathID(c)
	if err != nil {
		return err
	}
	ctx, cancel := a.bounded(c)
	defer cancel()
	hits, err := a.Backend.Story(ctx, id)
	if err != nil {
		return err
	}
	return answer(c, struct {
		ID       string `json:"id"`
		Count    int    `json:"count"`
		Articles []hit  `json:"articles"`
	}{id, len(hits), newHits(hits)})
}
