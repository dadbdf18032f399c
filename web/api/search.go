package api

import (
	"github.com/gin-gonic/gin"

	"xunbao/search"
)

// maxSearchBody is how many bytes a search may have as JSON.
const maxSearchBody = 64 << 10

// getSearch answers GET /api/v1/search.
func (a *api) getSearch(c *gin.Context) error {
	req, err := search.ParseRequest(c.Request.URL.Query(), a.Now())
	if err != nil {
		return err
	}
	return a.search(c, req)
}

// postSearch answers POST /api/v1/search: the same parameters as a JSON object.
func (a *api) postSearch(c *gin.Context) error {
	if err := checkParameters(c); err != nil {
		return err
	}
	if mediaType(c) != typeJSON {
		return unsupported(typeJSON)
	}
	body, err := readJSON(c, c.Request.Body, maxSearchBody)
	if err != nil {
		return err
	}
	req, err := search.ParseRequestJSON(body, a.Now())
	if err != nil {
		return err
	}
	return a.search(c, req)
}

// search asks the back end and answers.
func (a *api) search(c *gin.Context, req search.Request) error {
	ctx, cancel := a.bounded(c)
	defer cancel()
	result, err := a.Backend.Search(ctx, req)
	if err != nil {
		return err
	}
	return answer(c, newResult(result))
}
