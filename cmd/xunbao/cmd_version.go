package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// versionInfo is what is known of the build.
type versionInfo struct {
	Version  string `json:"version"` // of the module; "devel" for a build from a work tree
	Revision string `json:"revision,omitempty"`
	Modified bool   `json:"modified,omitempty"` // the work tree held changes
	Time     string `json:"time,omitempty"`     // of the revision
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// buildInfo is nil when the binary carries none.
func buildInfo() *debug.BuildInfo {
	info, _ := debug.ReadBuildInfo()
	return info
}

func versionOf(info *debug.BuildInfo) versionInfo {
	v := versionInfo{Version: "devel", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if info == nil {
		return v
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		case "vcs.time":
			v.Time = s.Value
		}
	}
	return v
}

func (p *program) versionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version of this program",
		Long:  "Print the version of this program.\n\n" + exitHelp(exitDone, exitUsage),
		Args:  cobra.NoArgs,
	}
	asJSON := jsonFlag(cmd, "print one JSON object")
	cmd.RunE = func(*cobra.Command, []string) error {
		v := versionOf(buildInfo())
		if *asJSON {
			return p.printJSON(v)
		}
		line := "xunbao " + v.Version
		if v.Revision != "" {
			line += " " + v.Revision[:min(12, len(v.Revision))]
		}
		if v.Modified {
			line += " (modified)"
		}
		_, err := fmt.Fprintf(p.stdout, "%s %s %s\n", line, v.Go, v.Platform)
		return err
	}
	return cmd
}
