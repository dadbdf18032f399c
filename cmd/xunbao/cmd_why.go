package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
)

// reason is the API's answer to why: a clause of the query with its parts.
type reason struct {
	Clause       string   `json:"clause"`
	Met          bool     `json:"met"`
	Detail       string   `json:"detail"`
	QueryWords   []string `json:"query_words"`
	ArticleWords []string `json:"article_words"`
	Parts        []reason `json:"parts"`
}

func (p *program) whyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "why ID QUERY",
		Short: "Tell why a query finds an article, or why not",
		Long: "Hold one article against a query, clause by clause: which it meets, how clause and article were cut into words, and for what is\n" +
			"missing the nearest the article has. Places are counted in characters from 1.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao why gang-1 '港口 -水库'",
		Args:    cobra.MinimumNArgs(2),
	}
	asJSON := jsonFlag(cmd, "print the answer of the JSON API")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		answer, err := p.ask(cmd, "/api/v1/why", url.Values{"id": {args[0]}, "q": {queryOf(args[1:])}})
		if err != nil {
			return err
		}
		if *asJSON {
			_, err = p.stdout.Write(answer)
			return err
		}
		var r reason
		if err := json.Unmarshal(answer, &r); err != nil {
			return fmt.Errorf("read the reasons: %w", err)
		}
		return printReason(p.stdout, r, "")
	}
	return cmd
}

// printReason writes a clause, then its parts further to the right.
func printReason(w io.Writer, r reason, indent string) error {
	verdict := "no "
	if r.Met {
		verdict = "yes"
	}
	fmt.Fprintf(w, "%s%s  %s: %s\n", indent, verdict, harmless(r.Clause), harmless(r.Detail))
	for _, cut := range []struct {
		of    string
		words []string
	}{{"query", r.QueryWords}, {"article", r.ArticleWords}} {
		if len(cut.words) > 0 {
			fmt.Fprintf(w, "%s       %-8s %s\n", indent, cut.of+":", harmless(strings.Join(cut.words, " | ")))
		}
	}
	for _, part := range r.Parts {
		if err := printReason(w, part, indent+"  "); err != nil {
			return err
		}
	}
	return nil
}
