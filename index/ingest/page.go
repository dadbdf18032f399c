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

// readPage reads a whole stream as one raw page, text or HTML, and yields its article. It reports whether more records are wanted.
func readPage(r io.Reader, origin string, lim limits, yield yielder) bool {
	data, err := io.ReadAll(io.LimitReader(r, int64(lim.page)+1))
	if err != nil {
		return giveUp(origin, err, yield)
	}
	a, err := pageArticle(rawPage{data: data, name: filepath.Base(origin)}, lim)
	if err != nil {
		return reject(origin, err, yield)
	}
	return yield(index.Record{Article: a, Origin: origin}, nil)
}

func pageArticle(p rawPage, lim limits) (news.Article, error) {
	if len(p.data) > lim.page {
		return news.Article{}, fmt.Errorf("is larger than %s, the limit of one page; records of many articles must be JSON, one a line", size(int64(lim.page)))
	}
	text, charset, err := decodeText(p.data)
	if err != nil {
		return news.Article{}, err
	}
	if charset != utf8Name && isJSON([]byte(text[:min(len(text), lim.sniff)])) {
		return news.Article{}, fmt.Errorf("is JSON in %s; JSON must be UTF-8", charset)
	}
	found := extract.Text(extract.Page{Name: p.name, URL: p.url, Text: text})
	if found.Kind != extract.KindArticle {
		return news.Article{}, fmt.Errorf("no article found: %s", found.Reason)
	}
	a := found.Article
	a.Clean()
	if err := a.Validate(); err != nil {
		return news.Article{}, err
	}
	return a, nil
}
