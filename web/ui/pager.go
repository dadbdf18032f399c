package ui

import (
	"xunbao/search"
	"xunbao/web/ui/words"
)

// Pager leads to the other pages of a result list.
type Pager struct {
	Prev, Next string // empty at the ends
	Pages      []PageLink
	Note       string // why the pages end before the hits do
}

// PageLink is one page, or a gap in the numbers.
type PageLink struct {
	Number  int
	URL     string
	Current bool
	Gap     bool
}

// newPager returns nil when everything is on one page. Past MaxDepth hits the numbers end and a cursor goes on.
func newPager(rd reader, r search.Request, result *search.Result) *Pager {
	if r.Size < 1 {
		return nil
	}
	if r.Cursor != "" {
		return cursorPager(r, result)
	}
	last, deepest := (result.Total+r.Size-1)/r.Size, search.MaxDepth/r.Size
	limited := last > deepest
	last = min(last, deepest)
	if last < 2 && r.Page <= 1 {
		return nil
	}
	p := &Pager{}
	if r.Page > 1 {
		p.Prev = pageURL(r, max(1, min(r.Page-1, last)))
	}
	if r.Page < last {
		p.Next = pageURL(r, r.Page+1)
	}
	previous := 0
	for _, n := range shownPages(r.Page, last) {
		if n > previous+1 {
			p.Pages = append(p.Pages, PageLink{Gap: true})
		}
		p.Pages = append(p.Pages, PageLink{Number: n, URL: pageURL(r, n), Current: n == r.Page})
		previous = n
	}
	if limited && r.Page >= last {
		p.Next = cursorURL(r, result.Cursor)
		p.Note = rd.Pager.Deepest.Of(words.Number(last * r.Size))
	}
	return p
}

// cursorPager knows no numbers: it only goes on, or back to the beginning.
func cursorPager(r search.Request, result *search.Result) *Pager {
	return &Pager{
		Pages: []PageLink{{Number: 1, URL: pageURL(r, 1)}},
		Next:  cursorURL(r, result.Cursor),
	}
}

// shownPages are the first and last page and those near the current one, ascending.
func shownPages(current, last int) []int {
	var pages []int
	for n := 1; n <= last; n++ {
		if n == 1 || n == last || (n >= current-2 && n <= current+2) {
			pages = append(pages, n)
		}
	}
	return pages
}

func pageURL(r search.Request, page int) string {
	return searchURL(changed(r, func(r *search.Request) { r.Page = page }))
}

// cursorURL is empty when there is nothing to go on to.
func cursorURL(r search.Request, cursor string) string {
	if cursor == "" {
		return ""
	}
	return searchURL(changed(r, func(r *search.Request) { r.Cursor = cursor }))
}
