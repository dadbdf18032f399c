package ui

import (
	"strings"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// Empty is what a page without hits says instead.
type Empty struct {
	Heading string
	Advice  []Link // URL is empty where there is nothing to click on
	Command string // of the command line; empty when it does not help
}

// newEmpty tells apart a collection without articles, a page past the last one, and a search that nothing matches.
func newEmpty(rd reader, r search.Request, result *search.Result, layout Layout) Empty {
	switch {
	case layout.Known && layout.Articles == 0:
		return Empty{Heading: rd.Empty.Collection, Advice: []Link{{Label: rd.Empty.Load}}, Command: rd.Empty.Command}
	case r.Size == 0:
		return Empty{Heading: rd.Empty.CountsOnly, Advice: []Link{{Label: rd.Empty.ShowArticles, URL: searchURL(sized(r))}}}
	case result.Total > 0 && r.Cursor == "":
		last := max(1, (min(result.Total, search.MaxDepth)+r.Size-1)/r.Size)
		return Empty{Heading: rd.Empty.NoPage.Of(words.Number(r.Page)), Advice: []Link{{Label: rd.Empty.LastPage.Of(words.Number(last)), URL: pageURL(r, last)}}}
	case result.Total > 0:
		return Empty{Heading: rd.Empty.End, Advice: []Link{{Label: rd.Empty.First, URL: pageURL(r, 1)}}}
	default:
		return Empty{Heading: rd.Empty.Nothing, Advice: advice(rd, r)}
	}
}

// sized asks for a page of the usual size.
func sized(r search.Request) search.Request {
	return changed(r, func(r *search.Request) { r.Size = search.DefaultSize })
}

// advice lists what may help, most likely first.
func advice(rd reader, r search.Request) []Link {
	var links []Link
	if len(newChips(rd, r)) > 0 {
		links = append(links, Link{Label: rd.Empty.Unfilter, URL: searchURL(unfiltered(r))})
	}
	if bare := strings.Join(strings.Fields(strings.NewReplacer(`"`, " ", "“", " ", "”", " ").Replace(r.Query)), " "); bare != r.Query && bare != "" {
		links = append(links, Link{Label: rd.Empty.Unquote.Of(bare), URL: searchURL(changed(r, func(r *search.Request) { r.Query = bare }))})
	}
	if !blank(r.Query) {
		links = append(links, Link{Label: rd.Empty.Reword}, Link{Label: rd.Empty.Spelling})
	}
	return append(links, Link{Label: rd.Empty.Latest, URL: "/"})
}
