package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"xunbao/data"
	"xunbao/index"
	"xunbao/index/ingest"
	"xunbao/internal/news"
	"xunbao/search/eval"
	"xunbao/search/lexicon"
)

// evalMade measures ranking with queries made from the sources, in a temporary folder that holds them without their headlines.
func (p *program) evalMade(ctx context.Context, set settings, sources []string, o eval.MakeOptions) (report eval.Report, err error) {
	content, err := fs.ReadFile(data.Dict(), data.SynonymsFile)
	if err != nil {
		return report, fmt.Errorf("read the built-in synonyms: %w", err)
	}
	o.Synonyms = lexicon.ParseGroups(string(content))
	articles, err := p.evalArticles(sources)
	if err != nil {
		return report, err
	}
	own, remove, err := p.benchFolder(ctx, set, true)
	if err != nil {
		return report, err
	}
	defer remove()
	defer func() { err = errors.Join(err, own.Close()) }()
	made, err := eval.Make(ctx, own, articles, o)
	if err != nil {
		return report, err
	}
	if len(made.Topics) == 0 {
		return report, errors.New("no query can be made from the sources")
	}
	if _, err := own.Rebuild(ctx, asRecords(made.Articles), func(index.Progress) {}); err != nil {
		return report, err
	}
	return eval.Run(ctx, own, nil, made.Topics)
}

// evalArticles reads the sources whole. Records that cannot be read are left out, and so are those whose id was there before; one
// without an id gets one.
func (p *program) evalArticles(sources []string) ([]news.Article, error) {
	records, _, err := ingest.Open(sources, ingest.Options{Stdin: p.stdin})
	if err != nil {
		return nil, err
	}
	var articles []news.Article
	seen := make(map[news.ID]bool)
	for record, err := range records {
		var bad *index.RecordError
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			return nil, err
		}
		a := record.Article
		if a.ID == "" {
			a.ID = news.ID(fmt.Sprintf("article-%d", len(articles)+1))
		}
		if !seen[a.ID] {
			seen[a.ID], articles = true, append(articles, a)
		}
	}
	return articles, nil
}

func asRecords(articles []news.Article) index.Records {
	return func(yield func(index.Record, error) bool) {
		for _, a := range articles {
			if !yield(index.Record{Article: a}, nil) {
				return
			}
		}
	}
}
