package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

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
}

// notArticle begins the words of index/ingest for a page that could be read, but is no article.
const notArticle = "no article found: "

// extracted reads a file as add does. It yields at least one extraction.
func extracted(ctx context.Context, file string, stdin io.Reader) iter.Seq[extraction] {
	return func(yield func(extraction) bool) {
		records, _, err := ingest.Open([]string{file}, ingest.Options{Stdin: interruptible(ctx, stdin)})
		if err != nil {
			yield(extraction{origin: file, reason: err.Error(), unreadable: true})
			return
		}
		met := false
		for rec, err := range records {
			met = true
			if !yield(extractionOf(file, rec.Origin, rec.Article, err)) {
				return
			}
		}
		if !met {
			yield(extraction{origin: file, reason: "it holds no record"})
		}
	}
}
