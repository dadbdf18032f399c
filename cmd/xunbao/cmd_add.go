package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
)

// sourceHelp says what a SOURCE is.
const sourceHelp = "A SOURCE is a file, a folder, a pattern such as 'pages/*.html', the address of a page or feed (http://…), or - for standard input. What a\n" +
	"source holds is told from its content:\n" +
	"raw pages (text or HTML), JSON Lines or a JSON array, CSV or TSV with a header, RSS, Atom or JSON Feed, WARC, zip or tar; each also\n" +
	"compressed with gzip, bzip2, xz or zstd. A record that cannot be read is told with file and line and stops nothing. Ctrl-C\n" +
	"stops at no loss: what was counted is on disk.\n\n"

func (p *program) addCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add SOURCE ...",
		Short: "Add articles, or replace those that are there",
		Long: "Add articles, or replace those with the same id.\n\n" + sourceHelp +
			"A run that was stopped, by whatever, goes on where it was when it is started again with the same sources.\n\n" +
			exitHelp(exitDone, exitFailed, exitUsage, exitRejected, exitHeld),
		Example: "  xunbao add pages/ news.jsonl.gz\n  curl -s https://example.com/news.jsonl | xunbao add -",
		Args:    cobra.MinimumNArgs(1),
	}
	flags := intakeFlagsOf(cmd, "print the summary as one JSON object")
	flags.resumable = true
	flags.dryFlag(cmd)
	settingFlag(cmd.Flags(), "recurring-lines")
	watch := cmd.Flags().Bool("watch", false, "then go on adding what is new or changed in the sources, until Ctrl-C")
	cmd.RunE = func(cmd *cobra.Command, sources []string) error {
		if err := flags.read(); err != nil {
			return err
		}
		if *watch {
			if flags.dry {
				return &usageError{errors.New("--watch and --dry-run do not go together")}
			}
			if err := canWatch(sources); err != nil {
				return err
			}
		}
		return p.withFolder(cmd, !flags.dry, func(ctx context.Context, f *folder, _ settings) error {
			if flags.dry {
				return p.take(ctx, f, sources, flags, (*intake).rehearseAdd)
			}
			if *watch {
				return p.watch(ctx, f, sources, flags)
			}
			return p.take(ctx, f, sources, flags, (*intake).add)
		})
	}
	return cmd
}

func (p *program) reindexCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "reindex [SOURCE ...]",
		Short: "Rebuild the index from the stored articles, or the whole collection from sources",
		Long: "Rebuild the index from the stored articles. With sources, they become the whole collection: articles that are not among\n" +
			"them are removed. Searches go on meanwhile, and until the new index is whole nothing changes.\n\n" + sourceHelp +
			exitHelp(exitDone, exitFailed, exitUsage, exitRejected, exitHeld),
		Example: "  xunbao reindex\n  xunbao reindex pages/",
	}
	flags := intakeFlagsOf(cmd, "print the summary as one JSON object")
	flags.dryFlag(cmd)
	settingFlag(cmd.Flags(), "recurring-lines")
	cmd.RunE = func(cmd *cobra.Command, sources []string) error {
		if err := flags.read(); err != nil {
			return err
		}
		if flags.dry && len(sources) == 0 {
			return &usageError{errors.New("--dry-run needs a SOURCE: a rebuild from the store changes no article")}
		}
		return p.withFolder(cmd, len(sources) > 0 && !flags.dry, func(ctx context.Context, f *folder, _ settings) error {
			if flags.dry {
				return p.take(ctx, f, sources, flags, (*intake).rehearseReindex)
			}
			return p.take(ctx, f, sources, flags, (*intake).reindex)
		})
	}
	return cmd
}
