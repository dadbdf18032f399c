package ui

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

const assetPrefix = "/assets/"

// serveAsset sends a style sheet or icon. Its name changes with its content, so browsers may keep it for a year.
func serveAsset(c *gin.Context) {
	s, err := loaded()
	if err != nil {
		ErrorPage(c, fault.Of(err))
		return
	}
	file, ok := s.assets.File(strings.TrimPrefix(c.Request.URL.Path, assetPrefix))
	if !ok {
		ErrorPage(c, fault.Fault{Status: http.StatusNotFound, Code: "not_found"})
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, file.Type, file.Content)
}
