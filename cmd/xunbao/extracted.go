package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"xunbao/index"
	"xunbao/index/extract"
	"xunbao/index/ingest"
	"xunbao/internal/news"
)

// extraction is what was found in one page or record.
type extraction struct {
	article    news.Article
	origin     string
	reason     string // why it is no article; "" when it is one
	unreadable bool   // it could not be read, which is more than not being an article
	why        []extract.Reason
}

// notArticle begins the words of index/ingest for a page that could be read, but is no article.
const notArticle = "no article found: "

// extracted reads a file as add does. It yields at least one extraction.
// With why it tells where the fields of raw pages were taken from.
func extracted(file string, options ingest.Options, why bool) iter.Seq[extraction] {
	return func(yield func(extraction) bool) {
		var reasons []extract.Reason
		if why {
			options.Why = func(_ string, found []extract.Reason) { reasons = found }
		}
		records, _, err := ingest.Open([]string{file}, options)
		if err != nil {
			yield(extraction{origin: file, reason: err.Error(), unreadable: true})
			return
		}
		met := false
		for rec, err := range records {
			met = true
			found := extractionOf(file, rec.Origin, rec.Article, err)
			found.why, reasons = reasons, nil
			if !yield(found) {
				return
			}
		}
		if !met {
			yield(extraction{origin: file, reason: "it holds no record"})
		}
	}
}

// extractionOf is one element of a stream of records. A page that is no article has been read; anything else was not.
func extractionOf(file, origin string, a news.Article, err error) extraction {
	if err == nil {
		return extraction{article: a, origin: origin}
	}
	e := extraction{origin: file, reason: err.Error()}
	var bad *index.RecordError
	if errors.As(err, &bad) {
		e.origin, e.reason = bad.Origin, bad.Err.Error()
	}
	reason, read := strings.CutPrefix(e.reason, notArticle)
	e.reason, e.unreadable = reason, !read
	return e
}

// printExtractedJSON writes one object on one line: kind, then the record, or the reason and the place.
func printExtractedJSON(w io.Writer, e extraction) error {
	if e.reason != "" {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		return enc.Encode(struct {
			Kind   string `json:"kind"`
			Reason string `json:"reason"`
			File   string `json:"file"`
		}{extract.KindNotArticle, e.reason, e.origin})
	}
	record, err := ingest.EncodeArticle(e.article, "")
	if err != nil {
		return err
	}
	if e.why != nil {
		var why bytes.Buffer
		enc := json.NewEncoder(&why)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(e.why); err != nil {
			return err
		}
		record = fmt.Appendf(bytes.TrimSuffix(record, []byte("}")), ",\"why\":%s}", bytes.TrimSpace(why.Bytes()))
	}
	_, err = fmt.Fprintf(w, "{\"kind\":%q,%s\n", extract.KindArticle, bytes.TrimPrefix(record, []byte("{")))
	return err
}

// printExtracted writes the record for a person: its fields, then the text.
func printExtracted(w io.Writer, e extraction) error {
	fmt.Fprintf(w, "== %s\n", harmless(e.origin))
	if e.reason != "" {
		_, err := fmt.Fprintf(w, "not an article: %s\n\n", harmless(e.reason))
		return err
	}
	a := e.article
	for _, field := range [][2]string{
		{"id", string(a.ID)}, {"url", a.URL}, {"title", a.Title}, {"source", a.Source}, {"site", a.Site}, {"author", a.Author},
		{"editors", strings.Join(a.Editors, ", ")}, {"published", a.Published.String()}, {"category", a.Category},
		{"tags", strings.Join(a.Tags, ", ")}, {"lang", a.Lang},
	} {
		if field[1] != "" {
			fmt.Fprintf(w, "%-10s %s\n", field[0], harmless(field[1]))
		}
	}
	for _, r := range e.why {
		fmt.Fprintf(w, "why %-10s %s", r.Field, r.Rule)
		if r.Place != "" {
			fmt.Fprintf(w, " (%s)", harmless(r.Place))
		}
		fmt.Fprintln(w)
	}
	_, err := fmt.Fprintf(w, "\n%s\n\n", harmlessLines(a.Body))
	return err
}
