package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/fault"
)

// checkParameters refuses parameters of the URL that are not among the known ones, and repeated ones.
func checkParameters(c *gin.Context, known ...string) error {
	for name, values := range c.Request.URL.Query() {
		switch {
		case !slices.Contains(known, name) && len(known) == 0:
			return &search.ParameterError{Field: name, Message: "no parameter is taken here"}
		case !slices.Contains(known, name):
			return &search.ParameterError{Field: name, Message: "unknown parameter; known here: " + strings.Join(known, ", ")}
		case len(values) > 1:
			return &search.ParameterError{Field: name, Message: "given more than once"}
		}
	}
	return nil
}

// readLimit reads how many things are wanted: usual ones when nothing is said.
func readLimit(c *gin.Context, usual, most int) (int, error) {
	text, given := c.GetQuery("limit")
	if !given {
		return usual, nil
	}
	limit, err := strconv.Atoi(text)
	if err != nil || limit < 1 || limit > most {
		return 0, &search.ParameterError{Field: "limit", Message: "not a whole number from 1 to " + strconv.Itoa(most)}
	}
	return limit, nil
}

// pathID is the rest of the path that names an article or a story. It may hold slashes.
func pathID(c *gin.Context) (string, error) {
	id := strings.TrimPrefix(c.Param("id"), "/")
	switch {
	case id == "":
		return "", fault.Fault{Status: http.StatusNotFound, Code: "not_found", Message: "the path ends without an id"}
	case len(id) > news.MaxIDBytes:
		return "", fault.Fault{Status: http.StatusNotFound, Code: "not_found", Message: "no id is that long"}
	}
	return id, nil
}
