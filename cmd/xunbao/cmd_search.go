package main

import (
	"context"
	"net/url"

	"github.com/spf13/cobra"
)

func (p *program) searchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "search [QUERY]",
		Short: "Search the articles",
		Long: "Search the articles. Words are combined with AND; \"quoted words\" stand side by side; OR, -not, brackets and\n" +
			"field:value work as in the search box. Without a query the newest articles are shown.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao search 港口 航线\n  xunbao search '\"智慧物流\" -广告' --source 江城日报 --from 2024 --sort newest",
		Args:    cobra.ArbitraryArgs,
	}
	filterFlags(cmd)
	cmd.Flags().String("page", "", "page, from 1")
	cmd.Flags().String("size", "", "hits a page, 0 to 100 (default 10)")
	cmd.Flags().String("collapse", "", "story: one hit for all reprints (default); none: every article")
	asJSON := jsonFlag(cmd, "print the answer of the JSON API")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		values := parameters(cmd, queryOf(args))
		if !*asJSON {
			values.Set("facets", "")
			values.Set("interval", "none")
		}
		answer, err := p.ask(cmd, "/api/v1/search", values)
		if err != nil {
			return err
		}
		if *asJSON {
			_, err = p.stdout.Write(answer)
			return err
		}
		return printHits(p.stdout, answer, styleOf(p.stdout, p.environ))
	}
	return cmd
}

// ask gets one answer of the JSON API of the data folder.
func (p *program) ask(cmd *cobra.Command, path string, values url.Values) (answer []byte, err error) {
	err = p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
		answer, err = f.client.getJSON(ctx, path, values)
		return err
	})
	return answer, err
}

// withFolder opens the data folder of the settings for as long as do runs.
func (p *program) withFolder(cmd *cobra.Command, create bool, do func(context.Context, *folder, settings) error) (err error) {
	s, err := p.settings(cmd)
	if err != nil {
		return err
	}
	f, err := p.openFolder(cmd.Context(), s, create)
	if err != nil {
		return err
	}
	defer f.close(&err)
	return do(cmd.Context(), f, s)
}
