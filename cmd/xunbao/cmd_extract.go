package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (p *program) extractCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "extract FILE ...",
		Short: "Show what would be indexed of a page",
		Long: "Show what would be indexed of raw pages or records: one record for each, in the order of the files, with kind \"article\", or\n" +
			"\"not_article\" and the reason. Nothing is stored.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitRejected),
		Example: "  xunbao extract page.txt\n  xunbao extract --json pages/*.html.gz",
		Args:    cobra.MinimumNArgs(1),
	}
	flags := intakeFlagsOf(cmd, "print one JSON object a record")
	why := cmd.Flags().Bool("why", false, "tell from where in a raw page each field was taken: the rule and the line")
	cmd.RunE = func(cmd *cobra.Command, files []string) error {
		if _, err := p.settings(cmd); err != nil {
			return err
		}
		if err := flags.read(); err != nil {
			return err
		}
		show := printExtracted
		if *flags.json {
			show = printExtractedJSON
		}
		unreadable := false
		for _, file := range files {
			for found := range extracted(file, p.sources(cmd.Context(), flags), *why) {
				if cmd.Context().Err() != nil {
					return cmd.Context().Err()
				}
				if err := show(p.stdout, found); err != nil {
					return fmt.Errorf("print what was found in %q: %w", file, err)
				}
				unreadable = unreadable || found.unreadable
			}
		}
		if unreadable {
			return errRejected
		}
		return nil
	}
	return cmd
}
