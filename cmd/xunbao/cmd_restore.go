package main

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"xunbao/index"
	"xunbao/index/backup"
)

func (p *program) restoreCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "restore SRC",
		Short: "Make a data folder of a backup",
		Long: "Make the data folder, which must not be there or be empty, of the backup in the folder SRC. Every file is checked and all articles are read before\n" +
			"the folder gets its name: a backup that is damaged restores nothing, and a restore that is stopped leaves nothing. Then the index is built.\n\n" +
			exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao restore /backup/news --data /srv/news",
		Args:    cobra.ExactArgs(1),
	}
	asJSON := jsonFlag(cmd, "print the summary as JSON")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := p.settings(cmd)
		if err != nil {
			return err
		}
		began := p.now()
		bar := newProgress(p.stderr, isTerminal(p.stderr), p.now)
		m, err := backup.Restore(cmd.Context(), args[0], s.Data, bar.update)
		bar.done()
		if err != nil {
			return err
		}
		if err := p.buildRestored(cmd, s, m); err != nil {
			return err
		}
		return p.tellRestored(*m, *asJSON, p.now().Sub(began))
	}
	return cmd
}

// buildRestored opens the folder, which builds the index, and asks how many articles it finds.
func (p *program) buildRestored(cmd *cobra.Command, s settings, m *backup.Manifest) (err error) {
	fmt.Fprintf(p.stderr, "restored %s and checked them; building the index\n", plural(m.Articles, "article"))
	own, err := p.open(cmd.Context(), s, newLog(p.stderr, slog.LevelError, s.LogJSON))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, own.Close()) }()
	status, err := own.Status(cmd.Context())
	if err == nil && status.Articles != m.Articles {
		err = fmt.Errorf("%w: the index has %d articles, the backup %d", index.ErrDamaged, status.Articles, m.Articles)
	}
	return err
}

func (p *program) tellRestored(m backup.Manifest, asJSON bool, took time.Duration) error {
	t := tellManifest(m, m.Bytes(), took)
	if asJSON {
		return p.printJSON(t)
	}
	_, err := fmt.Fprintf(p.stdout, "%-11s %s\n%-11s %d\n%-11s %s\n%-11s %s, as of %s\n%-11s %s\n",
		"articles", count(t.Articles), "change", t.Last, "digest", t.Digest, "size", byteSize(t.Bytes), t.Time.Format(time.RFC3339),
		"took", took.Round(time.Millisecond))
	return err
}
