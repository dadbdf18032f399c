package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/spf13/cobra"

	"xunbao/index"
	"xunbao/internal/app"
)

// errUnsound ends a run that found damage. Its parts were told already.
var errUnsound = fmt.Errorf("%w; what is said above tells what to do", index.ErrDamaged)

func (p *program) doctorCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Verify everything in the data folder, and mend what can be mended",
		Long: "Verify everything in the data folder against its checksums, and the index against the articles, and tell what is damaged and what to do.\n" +
			"Nothing is changed without --repair. The folder must not be served meanwhile.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao doctor --data /srv/news\n  xunbao doctor --repair",
		Args:    cobra.NoArgs,
	}
	repair := cmd.Flags().Bool("repair", false, "rebuild a damaged index from the articles, and set damaged articles aside, named in set-aside.jsonl")
	all := cmd.Flags().Bool("all", false, "list what is sound too")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s, err := p.settings(cmd)
		if err != nil {
			return err
		}
		return p.doctor(cmd.Context(), s, *repair, *all)
	}
	return cmd
}

// doctor examines, mends when it may and something is wrong, and examines again.
func (p *program) doctor(ctx context.Context, s settings, repair, all bool) error {
	cfg := appConfig(s, slog.New(slog.DiscardHandler), p.version)
	unsound, err := p.examine(ctx, cfg, all)
	if err != nil {
		return err
	}
	if unsound == 0 {
		return nil
	}
	if !repair {
		return errUnsound
	}
	fmt.Fprintln(p.stdout, "repairing")
	aside, err := app.Repair(ctx, cfg)
	if err != nil {
		return fmt.Errorf("repair: %w", err)
	}
	if aside > 0 {
		fmt.Fprintf(p.stdout, "%s set aside, named in set-aside.jsonl of the data folder\n", plural(aside, "article"))
	}
	if unsound, err = p.examine(ctx, cfg, all); err == nil && unsound > 0 {
		err = errUnsound
	}
	return err
}

// examine prints what is found and returns how many parts are unsound.
func (p *program) examine(ctx context.Context, cfg app.Config, all bool) (unsound int, err error) {
	found, err := app.Examine(ctx, cfg)
	var locked *app.LockedError
	switch {
	case errors.As(err, &locked):
		return 0, fmt.Errorf("%w; stop it first", locked)
	case errors.Is(err, fs.ErrNotExist):
		return 0, fmt.Errorf("there is no data folder %q; name another with --data", cfg.DataDir)
	case err != nil:
		return 0, err
	}
	for _, f := range found {
		switch {
		case f.Err != nil:
			unsound++
			fmt.Fprintf(p.stdout, "damaged  %s: %s\n         %s\n", harmless(f.Part), harmless(f.Err.Error()), f.Advice)
		case all:
			fmt.Fprintf(p.stdout, "sound    %s\n", harmless(f.Part))
		}
	}
	fmt.Fprintf(p.stdout, "%s examined, %s damaged\n", plural(len(found), "part"), count(unsound))
	return unsound, nil
}
