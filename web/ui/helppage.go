package ui

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"xunbao/web/ui/words"
)

const helpPath = "/help"

// HelpPage tells how to search, with examples that can be followed.
type HelpPage struct {
	Layout
	Examples []HelpExample
	Sections []words.HelpSection
	Keys     []words.HelpKey
}

// HelpExample is a query that is a link.
type HelpExample struct{ Query, Means, URL string }

// serveHelp answers GET /help. It says the same whatever the collection holds, so it works when nothing else does.
func (d Deps) serveHelp(c *gin.Context) {
	d.bare(c, func(_ context.Context, rd reader, layout Layout) {
		p := HelpPage{Layout: layout, Sections: rd.Help.Sections, Keys: rd.Help.Keys}
		p.Title = rd.Site.Title.Of(rd.Help.Title)
		for _, e := range rd.Help.Examples {
			p.Examples = append(p.Examples, HelpExample{e.Query, e.Means, "/?" + url.Values{"q": {e.Query}}.Encode()})
		}
		d.respond(c, rd, http.StatusOK, "help", p)
	})
}
