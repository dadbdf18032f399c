package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xunbao/index"
	"xunbao/index/extract"
	"xunbao/internal/news"
)

// readPage reads a whole stream as one raw page, text or HTML, and yields its article. It reports whether more records are wanted.
func readPage(r io.Reader, origin string, lim limits, yield yielder) bool {
	data, err := io.ReadAll(io.LimitReader(r, int64(lim.page)+1))
	if err != nil {
		return giveUp(origin, err, yield)
	}
	a, err := pageArticle(data, origin, lim)
	if err != nil {
		return yield(index.Record{}, &index.RecordError{Origin: origin, Err: err})
	}
	return yield(index.Record{Article: a, Origin: origin}, nil)
}

func pageArticle(data []byte, origin string, lim limits) (news.Article, error) {
	if len(data) > lim.page {
		return news.Article{}, fmt.Errorf("is larger than %s, the limit of one page; records of many articles must be JSON, one a line", size(int64(lim.page)))
	}
	text, err := pageText(data)
	if err != nil {
		return news.Article{}, err
	}
	found := extract.Text(extract.Page{Name: filepath.Base(origin), Text: text})
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

// pageText is the text of a page in UTF-8: as it is, or read as GB18030 (GBK, GB2312) when that gives no impossible character.
func pageText(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return "", errors.New("is empty")
	case bytes.Count(data, []byte{0})*100 > len(data):
		return "", errors.New("is not text: it holds many NUL bytes")
	case utf8.Valid(data):
		return string(data), nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || strings.ContainsRune(string(text), utf8.RuneError) {
		return "", fmt.Errorf("is neither UTF-8 (bad from byte %d on) nor GB18030; save it as UTF-8", badByte(data))
	}
	return string(text), nil
}
