package ui

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/web/fault"
)

const assetPrefix = "/assets/"

// serveAsset sends a style sheet, an icon or the script, packed to who takes that. Its name changes with its content, so browsers may keep it for a year.
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
	c.Header("Vary", "Accept-Encoding")
	if file.Packed != nil && takesGzip(c.Request.Header.Values("Accept-Encoding")) {
		c.Header("Content-Encoding", "gzip")
		c.Data(http.StatusOK, file.Type, file.Packed)
		return
	}
	c.Data(http.StatusOK, file.Type, file.Content)
}

// takesGzip reads Accept-Encoding: gzip or * with a weight that is not nothing. The name itself counts before the star.
func takesGzip(accepted []string) bool {
	star := false
	for coding := range strings.SplitSeq(strings.Join(accepted, ","), ",") {
		name, parameter, _ := strings.Cut(coding, ";")
		weight, weighed := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameter), " ", ""), "q=")
		takes := !weighed || strings.Trim(weight, "0.") != ""
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip":
			return takes
		case "*":
			star = takes
		}
	}
	return star
}
