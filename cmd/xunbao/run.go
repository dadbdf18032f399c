package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"xunbao/index/poll"
)

// program is the process as the commands see it: its streams and environment, and the way to a data folder.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	environ        []string // as os.Environ gives it: only a whole list shows what is misspelt
	now            func() time.Time
	version        string
	ticks          func() (<-chan time.Time, func()) // of add --watch
	sleep          func(ctx context.Context, d time.Duration) error

	open, openSampled func(ctx context.Context, s settings, log *slog.Logger) (backend, error)
}

// run is the whole program: it obeys args and returns the exit status. When ctx is done, whatever runs stops at no loss.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environ []string) int {
	version := versionOf(buildInfo()).Version
	p := &program{
		stdin: stdin, stdout: stdout, stderr: stderr, environ: environ, now: time.Now, ticks: everyWatch, sleep: poll.Sleep, version: version,
		open: openApp(version), openSampled: openSampled(version),
	}
	return p.run(ctx, args)
}

func (p *program) run(ctx context.Context, args []string) int {
	root, begun := p.root(), false
	root.SetArgs(args)
	root.PersistentPreRun = func(*cobra.Command, []string) { begun = true }
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil && !begun {
		err = &usageError{err} // cobra's own: unknown command or flag, wrong number of arguments
	}
	p.complain(cmd, err)
	return exitStatus(err)
}

// complain tells the person what went wrong, once.
func (p *program) complain(cmd *cobra.Command, err error) {
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, errRejected):
		return
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.stderr, "xunbao: stopped before the end")
		return
	}
	fmt.Fprintf(p.stderr, "xunbao: %s\n", harmlessLines(err.Error()))
	if errors.As(err, &usage) {
		fmt.Fprintf(p.stderr, "Run '%s --help' for usage.\n", cmd.CommandPath())
	}
}

// root is the command line: every command with its flags.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "xunbao",
		Short: "Full-text search for Chinese news",
		Long: "xunbao takes in Chinese news (raw pages, JSON Lines, folders of them) and answers searches in the browser, over JSON and here.\n\n" +
			exitHelp(exitDone, exitFailed, exitUsage, exitRejected, exitHeld),
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, _ []string) error { // no Args: cobra then suggests the command that was meant
			var names []string
			for _, c := range cmd.Commands() {
				names = append(names, c.Name())
			}
			return &usageError{fmt.Errorf("say what to do: %s", strings.Join(names, ", "))}
		},
	}
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentFlags().String(configFlag, "", "settings file (default "+defaultConfig+" in the current folder, when it is there)")
	settingFlag(root.PersistentFlags(), "data")
	settingFlag(root.PersistentFlags(), "memory")
	root.AddCommand(p.serveCommand(), p.addCommand(), p.reindexCommand(), p.deleteCommand(), p.searchCommand(), p.exportCommand(),
		p.extractCommand(), p.statsCommand(), p.analyzeCommand(), p.whyCommand(), p.dictCommand(), p.savedCommand(), p.backupCommand(), p.restoreCommand(), p.healthCommand(), p.benchCommand(), p.evalCommand(), p.doctorCommand(), p.versionCommand())
	return root
}
