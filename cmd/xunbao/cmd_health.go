package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// healthWithin is how long a server may take to answer.
const healthWithin = 4 * time.Second

func (p *program) healthCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Ask the server at --addr whether it lives, for containers and supervisors",
		Long: "Ask the server at the address of the settings whether it lives or, with --ready, whether it answers searches. It opens no data folder.\n\n" +
			exitHelp(exitDone, exitFailed, exitUsage),
		Example: "  xunbao health --addr 127.0.0.1:8080 --ready",
		Args:    cobra.NoArgs,
	}
	settingFlag(cmd.Flags(), "addr")
	ready := cmd.Flags().Bool("ready", false, "ask whether searches are answered")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s, err := p.settings(cmd)
		if err != nil {
			return err
		}
		path := "/healthz"
		if *ready {
			path = "/readyz"
		}
		return p.askHealth(cmd.Context(), "http://"+reachable(s.Addr)+path)
	}
	return cmd
}

// askHealth prints the one word of the answer.
func (p *program) askHealth(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, healthWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	if err != nil {
		return fmt.Errorf("ask the server: %w", err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxFault))
	if err != nil {
		return fmt.Errorf("read the answer of the server: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New("the server answered " + resp.Status)
	}
	_, err = fmt.Fprintln(p.stdout, harmless(strings.TrimSpace(string(text))))
	return err
}
