package app

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"

	"xunbao/data"
	"xunbao/index"
	"xunbao/index/extract"
	"xunbao/index/ingest"
	"xunbao/internal/news"
)

// fillWithSample stores the sample articles: the finished ones, and the raw pages as extraction finds them.
func (a *App) fillWithSample(ctx context.Context) error {
	articles, err := sampleArticles(ctx)
	if err != nil {
		return fmt.Errorf("read the sample articles: %w", err)
	}
	outcomes, err := a.Put(ctx, articles)
	if err != nil {
		return fmt.Errorf("store the sample articles: %w", err)
	}
	for _, o := range outcomes {
		if o.Action == index.Rejected {
			return fmt.Errorf("store the sample article %s: %w", o.ID, o.Err)
		}
	}
	return a.collection.MarkSample()
}

func sampleArticles(ctx context.Context) ([]news.Article, error) {
	const records = "articles.jsonl"
	content, err := fs.ReadFile(data.Sample(), records)
	if err != nil {
		return nil, err
	}
	var articles []news.Article
	for record, err := range ingest.Lines(ctx, bytes.NewReader(content), records) {
		if err != nil {
			return nil, err
		}
		articles = append(articles, record.Article)
	}
	pages, err := fs.Glob(data.Sample(), "pages/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range pages {
		content, err := fs.ReadFile(data.Sample(), name)
		if err != nil {
			return nil, err
		}
		found := extract.Text(extract.Page{Name: name, Text: string(content)})
		if found.Kind != "article" {
			return nil, fmt.Errorf("%s is no article: %s", name, found.Reason)
		}
		articles = append(articles, found.Article)
	}
	return articles, nil
}
