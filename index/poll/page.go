package poll

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"xunbao/index/fetch"
	"xunbao/index/ingest"
	"xunbao/internal/news"
)

// wholeText is how many characters an item has at least that is taken for the whole article.
const wholeText = 400

// cutMarks end a text that goes on elsewhere. Brackets around them do not count.
var cutMarks = []string{"…", "...", "。。。", "阅读全文", "查看全文", "阅读更多", "查看更多", "閱讀全文", "閱讀更多"}

// wantsPage reports whether the page of an item is to be asked for.
func (f Feed) wantsPage(item *news.Article) bool {
	switch {
	case item.URL == "" || f.Pages == PagesNever:
		return false
	case f.Pages == PagesAlways:
		return true
	}
	return isSummary(item.Body)
}

// isSummary: it is short, or says that it goes on elsewhere.
func isSummary(body string) bool {
	body = strings.TrimRight(body, " \t\n　)）]】>»")
	for _, mark := range cutMarks {
		if strings.HasSuffix(body, mark) {
			return true
		}
	}
	return utf8.RuneCountInString(body) < wholeText
}

// page gives the article that stands at the address of an item, completed by what the feed says of it. When there is none that says more, the
// item itself; with an error when it could not be asked for.
func (p *Poller) page(ctx context.Context, item news.Article) (news.Article, error) {
	found := item
	err := p.manners.ask(ctx, fetch.Request{URL: item.URL, Limit: ingest.MaxPage}, func(a *fetch.Answer) error {
		if a.Status != http.StatusOK {
			return refused(a, p.cfg.Now())
		}
		data, err := io.ReadAll(a.Body)
		if err != nil {
			return err
		}
		page, err := ingest.Page(data, a.URL)
		if err == nil && utf8.RuneCountInString(page.Body) > utf8.RuneCountInString(item.Body) {
			found = completed(page, item, a.URL)
		}
		return nil // a page without an article is no failure
	})
	return found, err
}

// completed is the article of a page that was found at an address, with what only the feed knows. A page may name another address of
// its site as its own, but not one of another site, whose article it would replace.
func completed(page, item news.Article, at string) news.Article {
	if !sameSite(page.URL, at) {
		page.URL = at
	}
	for _, f := range []struct{ own, other *string }{
		{&page.Title, &item.Title}, {&page.Source, &item.Source}, {&page.Site, &item.Site}, {&page.Author, &item.Author}, {&page.Category, &item.Category},
	} {
		if *f.own == "" {
			*f.own = *f.other
		}
	}
	if page.Published.IsZero() {
		page.Published = item.Published
	}
	if len(page.Tags) == 0 {
		page.Tags = item.Tags
	}
	page.ID = news.DeriveID(&page)
	return page
}

// sameSite reports whether two addresses are of one host, but for www. and m. in front.
func sameSite(a, b string) bool {
	hostOf := func(address string) string {
		u, err := url.Parse(address)
		if err != nil {
			return ""
		}
		host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
		return strings.TrimPrefix(host, "m.")
	}
	host := hostOf(a)
	return host != "" && host == hostOf(b)
}
