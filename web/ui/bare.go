package ui

import (
	"context"

	"github.com/gin-gonic/gin"

	"xunbao/search"
)

// bare serves a page that has no parameters: serve is called once what every page has around it is known and nothing else was asked for.
func (d Deps) bare(c *gin.Context, serve func(ctx context.Context, rd reader, layout Layout)) {
	values := c.Request.URL.Query()
	rd, err := newReader(c, values, d.Now())
	ctx, cancel := d.limit(c.Request.Context())
	defer cancel()
	layout := d.layout(ctx, rd, "", nil)
	if err == nil {
		err = noParameters(values)
	}
	if err != nil {
		d.fail(c, rd, err, layout)
		return
	}
	serve(ctx, rd, layout)
}

// noParameters refuses what a page without parameters is given.
func noParameters(values map[string][]string) error {
	for name := range values {
		return &search.ParameterError{Field: name, Message: "this page has no parameters"}
	}
	return nil
}
