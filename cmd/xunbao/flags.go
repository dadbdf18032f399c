package main

import (
	"encoding/json"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// settingFlag adds the flag of one row of settingTable.
func settingFlag(flags *pflag.FlagSet, name string) {
	for _, row := range settingTable {
		if row.name == name {
			flags.String(row.name, row.fallback, row.usage)
		}
	}
}

// jsonFlag adds --json.
func jsonFlag(cmd *cobra.Command, usage string) *bool { return cmd.Flags().Bool("json", false, usage) }

// settings of a command: its flags, the environment and the settings file together.
func (p *program) settings(cmd *cobra.Command) (settings, error) {
	return loadSettings(cmd.Flags(), p.environ)
}

// printJSON writes v as one line on standard output.
func (p *program) printJSON(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
