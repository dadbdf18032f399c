package ingest

import (
	"fmt"
	"io"
	"path/filepath"

	"xunbao/index"
	"xunbao/index/extract"
	"xunbao/internal/news"
)

// rawPage is one page as it was read: its bytes, what it is called and, where that is known, its address.
type rawPage struct {
	data      []byte
	name, url string
}

// page reads a whole stream as one raw page, text or HTML, and yields its article. It reports whether more records are wanted.
func (s *source) page(r io.Reader, in input, yield yielder) bool {
	lim, origin := s.lim, in.origin
	data, err := io.ReadAll(io.LimitReader(r, int64(lim.page)+1))
	if err != nil {
		return giveUp(origin, err, yield)
	}
	p := rawPage{data: data, name: filepath.Base(origin), url: in.url}
	if in.url != "" {
		p.name = in.url
	}
	found, err := findArticle(p, lim)
	if err != nil {
		return reject(origin, err, yield)
	}
	if s.options.Why != nil {
		s.options.Why(origin, found.Why)
	}
	return yield(index.Record{Article: found.Article, Origin: origin}, nil)
}

func pageArticle(p rawPage, lim limits) (news.Article, error) {
	found, err := findArticle(p, lim)
	return found.Article, err
}

// findArticle gives what was found in a page that holds a valid article.
func findArticle(p rawPage, lim limits) (extract.Found, error) {
	if len(p.data) > lim.page {
		return extract.Found{}, fmt.Errorf("is larger than %s, the limit of one page; records of many articles must be JSON, one a line", size(int64(lim.page)))
	}
	text, charset, err := decodeText(p.data)
	if err != nil {
		return extract.Found{}, err
	}
	if charset != utf8Name && isJSON([]byte(text[:min(len(text), lim.sniff)])) {
		return extract.Found{}, fmt.Errorf("is JSON in %s; JSON must be UTF-8", charset)
	}
	found := extract.Text(extract.Page{Name: p.name, URL: p.url, Text: text})
	if found.Kind != extract.KindArticle {
		return extract.Found{}, fmt.Errorf("no article found: %s", found.Reason)
	}
	found.Article.Clean()
	if err := found.Article.Validate(); err != nil {
		return extract.Found{}, err
	}
	return found, nil
}
