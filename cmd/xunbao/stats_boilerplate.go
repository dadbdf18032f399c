package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"xunbao/index/boilerplate"
	"xunbao/index/ingest"
)

// listBoilerplate reads every article and prints the lines that recur, one a line.
func (p *program) listBoilerplate(cmd *cobra.Command, asJSON bool) error {
	return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
		learner := boilerplate.NewLearner()
		for line, err := range f.client.export(ctx, nil) {
			if err != nil {
				return err
			}
			a, err := ingest.DecodeArticle(line)
			if err != nil {
				return fmt.Errorf("read the answer of the server: %w", err)
			}
			learner.Add(&a)
		}
		for _, found := range learner.Lines() {
			if err := p.printRecurring(found, asJSON); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *program) printRecurring(found boilerplate.Line, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		return e.Encode(found)
	}
	_, err := fmt.Fprintf(p.stdout, "%s\t%s of %s\t%s\n", harmless(found.Site), count(found.Articles), count(found.Of), harmless(found.Text))
	return err
}
