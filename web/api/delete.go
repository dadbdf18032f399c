package api

import (
	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/internal/news"
)

// deleteArticle answers DELETE /api/v1/articles/{id}.
func (a *api) deleteArticle(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	id, err := pathID(c)
	if err != nil {
		return err
	}
	deleted, err := a.Writer.Delete(c.Request.Context(), []news.ID{news.ID(id)})
	if err != nil {
		return err
	}
	if deleted == 0 {
		return index.ErrNotFound
	}
	return answer(c, recordAnswer{ID: news.ID(id), Action: "deleted"})
}
