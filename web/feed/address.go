package feed

import (
	"net/url"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/ui/words"
)

// address is where a feed stands, the site and the path in it, and the language that it speaks.
type address struct {
	base, path string
	language   words.Language
}

// words of the language.
func (a address) words() *words.Words { return words.Of(a.language) }

// of is the address of the feed of a request in the same form.
func (a address) of(r search.Request) string { return a.with(parameters(r)) }

// with is the address of the feed with parameters.
func (a address) with(values url.Values) string {
	if a.language != words.Chinese {
		values.Set(words.Parameter, string(a.language))
	}
	return withQuery(a.base+a.path, values)
}

// page is the address of the result list for people.
func (a address) page(r search.Request) string {
	r = first(r)
	r.Size = search.DefaultSize
	return withQuery(a.base+"/", r.Values())
}

// article is the address of the page of an article, with the marks of the query.
func (a address) article(id news.ID, query string) string {
	values := url.Values{}
	if query != "" {
		values.Set("q", query)
	}
	return withQuery(a.base+"/articles/"+url.PathEscape(string(id)), values)
}

func withQuery(address string, values url.Values) string {
	if len(values) == 0 {
		return address
	}
	return address + "?" + values.Encode()
}

// original is the address of the article where it was published, spelt so that every reader takes it; empty when it is not one of the web.
func original(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}
