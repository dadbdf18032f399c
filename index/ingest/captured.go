package ingest

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"xunbao/internal/news"
)

// capturedArticle is the article of one record of a web archive, errNoRecord when the record holds no page.
func capturedArticle(h map[string]string, block []byte, lim limits) (a news.Article, err error) {
	target := strings.Trim(h["warc-target-uri"], "<>")
	if h["warc-type"] == "response" {
		block, err = answerBody(block, lim)
	}
	if err == nil {
		a, err = pageArticle(rawPage{data: block, name: target, url: target}, lim)
	}
	if err == errNoRecord {
		return a, err
	}
	if err != nil {
		return a, fmt.Errorf("%w (%s)", err, firstRunes([]byte(target), 200))
	}
	if at, err := time.Parse(time.RFC3339, h["warc-date"]); err == nil && a.Fetched.IsZero() {
		a.Fetched = at
	}
	return a, nil
}

// answerBody is the page in an HTTP answer, as the server meant it; errNoRecord when it is not HTML or the status is not 200.
func answerBody(block []byte, lim limits) ([]byte, error) {
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return nil, fmt.Errorf("the HTTP answer in the record cannot be read: %w", err)
	}
	answer.Body.Close()
	at := bytes.Index(block, []byte("\n\r\n")) + 3
	if bare := bytes.Index(block, []byte("\n\n")) + 2; at < 3 || bare >= 2 && bare < at {
		at = bare
	}
	body := block[max(at, 0):]
	kind := answer.Header.Get("Content-Type")
	if answer.StatusCode != http.StatusOK || !isHTMLType(kind) && (kind != "" || !bytes.HasPrefix(bytes.TrimSpace(body), []byte("<"))) {
		return nil, errNoRecord
	}
	if len(answer.TransferEncoding) > 0 {
		body = unchunked(body)
	}
	return decoded(body, strings.ToLower(answer.Header.Get("Content-Encoding")), lim)
}

// unchunked takes the chunks of an answer apart. Some crawlers have done so and left the header as it was; what is cut off is kept as far
// as it goes.
func unchunked(body []byte) []byte {
	plain, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(body)))
	if err != nil && len(plain) == 0 {
		return body
	}
	return plain
}

// decoded undoes the Content-Encoding, unless the crawler has.
func decoded(body []byte, coding string, lim limits) ([]byte, error) {
	var r io.Reader
	var err error
	switch {
	case bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")) || coding == "" || coding == "identity":
		return body, nil
	case coding == "gzip" || coding == "x-gzip":
		r, err = gzip.NewReader(bytes.NewReader(body))
	case coding == "deflate":
		if r, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	case coding == "zstd":
		var d *zstd.Decoder
		if d, err = zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow)); err == nil {
			defer d.Close()
			r = d
		}
	default:
		return nil, fmt.Errorf("the page has the Content-Encoding %q, which is not read", firstRunes([]byte(coding), 40))
	}
	if err != nil {
		return nil, fmt.Errorf("the %s page cannot be unpacked: %w", coding, err)
	}
	plain, err := io.ReadAll(io.LimitReader(r, int64(lim.page)+1))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("the %s page cannot be unpacked: %w", coding, err)
	}
	return plain, nil
}
