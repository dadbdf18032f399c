package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/spf13/cobra"

	"xunbao/index"
)

// printDigest reads all articles and prints the one SHA-256 that stands for them.
func (p *program) printDigest(cmd *cobra.Command, asJSON bool) error {
	return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
		d, err := f.digest(ctx, p)
		if err != nil {
			return err
		}
		if asJSON {
			return p.printJSON(map[string]any{"articles": d.Articles, "last": d.Last, "sha256": d.SHA256})
		}
		_, err = fmt.Fprintf(p.stdout, "%-11s %s\n%-11s %d\n%-11s %s\n", "articles", count(d.Articles), "change", d.Last, "digest", d.SHA256)
		return err
	})
}

func (f *folder) digest(ctx context.Context, p *program) (index.Digest, error) {
	if f.own != nil {
		bar := newProgress(p.stderr, isTerminal(p.stderr), p.now)
		defer bar.done()
		return f.own.Digest(ctx, bar.update)
	}
	body, err := f.client.do(ctx, http.MethodPost, "/api/v1/digest", nil, nil)
	if err != nil {
		return index.Digest{}, err
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		return index.Digest{}, fmt.Errorf("read the answer of the server: %w", err)
	}
	var d struct {
		Articles int
		Last     uint64
		SHA256   string
	}
	if err := json.Unmarshal(text, &d); err != nil {
		return index.Digest{}, fmt.Errorf("read the answer of the server: %w", err)
	}
	return index.Digest(d), nil
}
