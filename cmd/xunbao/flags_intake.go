package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"xunbao/index/fetch"
	"xunbao/index/ingest"
)

// intakeFlags are the flags of the commands that read sources.
type intakeFlags struct {
	json  *bool
	to    *string // file for the report of rejected records, "" for one when there are too many to show
	pairs *[]string
	names ingest.Names
	hosts *[]string // that may be asked though they are not on the public web
	dry   bool      // tell what would be done, and do nothing

	resumable bool // a run that was stopped goes on where it was
}

func intakeFlagsOf(cmd *cobra.Command, jsonHelp string) *intakeFlags {
	return &intakeFlags{
		json:  jsonFlag(cmd, jsonHelp),
		pairs: cmd.Flags().StringArray("map", nil, "a column or key that holds a field, as `column=field`, such as biaoti=title; may be repeated"),
		hosts: cmd.Flags().StringArray("allow-host", nil, "a `host` that a SOURCE may name though it is this machine or in a private network; may be repeated"),
	}
}

// dryFlag adds --dry-run and --rejected, which extract has no use for.
func (f *intakeFlags) dryFlag(cmd *cobra.Command) {
	f.to = cmd.Flags().String("rejected", "", "a new file for the rejected records, each with its reason; put right, it is a SOURCE itself")
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, "tell what would be added, replaced, unchanged, removed and rejected; change nothing")
}

// read checks the values; a wrong one is a *usageError.
func (f *intakeFlags) read() (err error) {
	if f.names, err = ingest.ParseNames(*f.pairs); err != nil {
		return &usageError{err}
	}
	return nil
}

// sources is how the commands read their sources.
func (p *program) sources(ctx context.Context, flags *intakeFlags) ingest.Options {
	client := fetch.New(fetch.Config{UserAgent: "xunbao/" + p.version + " (reads single news pages and feeds when a person asks)", AllowHosts: *flags.hosts})
	return ingest.Options{
		Map: flags.names, Stdin: &interruptible{ctx: ctx, r: p.stdin},
		Get: func(address string) (string, io.ReadCloser, error) {
			answer, err := client.Get(ctx, address)
			if err != nil {
				return "", nil, err
			}
			return answer.URL, answer.Body, nil
		},
	}
}
