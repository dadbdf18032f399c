package main

import (
	"github.com/spf13/cobra"

	"xunbao/index/ingest"
)

// intakeFlags are the flags of the commands that read sources.
type intakeFlags struct {
	json  *bool
	to    *string // file for the report of rejected records, "" for one when there are too many to show
	pairs *[]string
	names ingest.Names
	dry   bool // tell what would be done, and do nothing

	resumable bool // a run that was stopped goes on where it was
}

func intakeFlagsOf(cmd *cobra.Command, jsonHelp string) *intakeFlags {
	return &intakeFlags{
		json:  jsonFlag(cmd, jsonHelp),
		pairs: cmd.Flags().StringArray("map", nil, "a column or key that holds a field, as `column=field`, such as biaoti=title; may be repeated"),
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
