package api

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
)

// deleteBatch is how many articles are deleted at once.
const deleteBatch = 500

// choosing are the parameters that choose what is deleted. Those of a search that only order or page its hits are not among them.
var choosing = []string{"q", "source", "site", "category", "tag", "author", "lang", "from", "to"}

// deleted tells how many articles were chosen, and how many of them were deleted: none in a dry run.
type deleted struct {
	Matched int `json:"matched"`
	Deleted int `json:"deleted"`
}

// deleteArticles answers DELETE /api/v1/articles: the articles of addresses, and those that a search matches whole.
func (a *api) deleteArticles(c *gin.Context) error {
	values := c.Request.URL.Query()
	dry, err := deletion(values)
	if err != nil {
		return err
	}
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Time{}) // every article may have to be looked at
	ids, err := a.chosen(c.Request.Context(), values)
	if err != nil {
		return err
	}
	done := deleted{Matched: len(ids)}
	for batch := range slices.Chunk(ids, deleteBatch) {
		if dry {
			break
		}
		n, err := a.Writer.Delete(c.Request.Context(), batch)
		if err != nil {
			return err
		}
		done.Deleted += n
	}
	return answer(c, done)
}

// deletion checks the parameters and takes dry_run out of them. One that is empty chooses nothing, and must not choose everything.
func deletion(values url.Values) (dry bool, err error) {
	given := false
	for name, list := range values {
		switch {
		case name == "dry_run":
			if len(list) > 1 || list[0] != "true" && list[0] != "false" {
				return false, &search.ParameterError{Field: name, Message: "neither true nor false"}
			}
			dry = list[0] == "true"
		case name != "url" && name != "tz" && !slices.Contains(choosing, name):
			return false, &search.ParameterError{Field: name, Message: "unknown parameter; known here: url, dry_run, tz, " + strings.Join(choosing, ", ")}
		case slices.ContainsFunc(list, func(s string) bool { return strings.TrimSpace(s) == "" }):
			return false, &search.ParameterError{Field: name, Message: "is empty; nothing is deleted"}
		case name != "tz":
			given = true
		}
	}
	if !given {
		return false, &search.ParameterError{Field: "q", Message: "say what to delete: q, a filter or url"}
	}
	values.Del("dry_run")
	return dry, nil
}

// chosen are the ids of what is to be deleted, each once.
func (a *api) chosen(ctx context.Context, values url.Values) ([]news.ID, error) {
	wanted := map[string]bool{}
	for _, address := range values["url"] {
		wanted[news.Canonical(address)] = true
	}
	values.Del("url")
	var ids []news.ID
	take := func(req *search.Request, choose func(*news.Article) bool) error {
		for found, err := range a.Backend.Export(ctx, req) {
			if err != nil {
				return err
			}
			if choose(&found.Article) {
				ids = append(ids, found.Article.ID)
			}
		}
		return nil
	}
	if len(wanted) > 0 {
		if err := take(nil, func(n *news.Article) bool { return n.URL != "" && wanted[news.Canonical(n.URL)] }); err != nil {
			return nil, err
		}
	}
	if slices.ContainsFunc(choosing, values.Has) {
		req, err := a.wholeMatch(ctx, values)
		if err != nil {
			return nil, err
		}
		if err := take(req, func(*news.Article) bool { return true }); err != nil {
			return nil, err
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// wholeMatch is the search for what is to be deleted. One that is widened, because nothing matches all of its query, deletes nothing: it finds what is like
// it.
func (a *api) wholeMatch(ctx context.Context, values url.Values) (*search.Request, error) {
	req, err := search.ParseRequest(values, a.Now())
	if err != nil {
		return nil, err
	}
	counting := req
	counting.Size = 0
	result, err := a.Backend.Search(ctx, counting)
	if err != nil {
		return nil, err
	}
	if result.Relaxed != search.RelaxedNone {
		return nil, &search.ParameterError{Field: "q", Message: "no article matches all of it, and what is only like it is not deleted; quotes search for it as it stands"}
	}
	return &req, nil
}
