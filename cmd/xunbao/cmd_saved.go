package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"xunbao/search"
)

func (p *program) savedCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "saved",
		Short: "Keep searches and see what arrives that they match",
		Long: "Keep searches and see what arrives that they match. What is added later and matches every term is recorded, reprints left out, and sent to\n" +
			"a webhook when there is one. Webhooks are sent while a server runs.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		RunE: func(*cobra.Command, []string) error {
			return &usageError{fmt.Errorf("say what to do: list, add, remove, matches")}
		},
	}
	cmd.AddCommand(p.listSavedCommand(), p.addSavedCommand(), p.removeSavedCommand(), p.matchesCommand())
	return cmd
}

func (p *program) listSavedCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "List the saved searches", Args: cobra.NoArgs}
	asJSON := jsonFlag(cmd, "print the answer of the JSON API")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		answer, err := p.ask(cmd, "/api/v1/searches", nil)
		if err != nil {
			return err
		}
		if *asJSON {
			_, err = p.stdout.Write(answer)
			return err
		}
		return printSaved(p.stdout, answer)
	}
	return cmd
}

func (p *program) addSavedCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add NAME [QUERY]",
		Short: "Save a search, or change the one of that name",
		Long: "Save a search, or change the one of that name, whose matches stay. A webhook without a secret keeps the one it had, or gets one, which is\n" +
			"printed this once: it signs what is sent.",
		Example: "  xunbao saved add 水库 '水库 -广告' --source 江城日报\n  xunbao saved add 航线 港口 航线 --webhook https://hooks.example/news --secret-file secret.txt",
		Args:    cobra.MinimumNArgs(1),
	}
	filterFlags(cmd)
	hook := cmd.Flags().String("webhook", "", "address that every match is sent to; without it matches are recorded only")
	secretFile := cmd.Flags().String("secret-file", "", "file with the secret of the webhook; - is standard input")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s := search.SavedSearch{Name: args[0], Request: parameters(cmd, queryOf(args[1:]))}
		if *hook == "" && *secretFile != "" {
			return &usageError{fmt.Errorf("--secret-file is for a --webhook")}
		}
		if *hook != "" {
			s.Webhook = &search.Webhook{URL: *hook}
		}
		if *secretFile != "" {
			secret, err := p.readFile(*secretFile)
			if err != nil {
				return err
			}
			s.Webhook.Secret = strings.TrimSpace(string(secret))
		}
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			secret, err := f.save(ctx, s)
			if err != nil {
				return err
			}
			fmt.Fprintf(p.stdout, "saved %s\n", s.Name)
			if secret != "" {
				fmt.Fprintf(p.stdout, "secret %s\n", secret)
			}
			return nil
		})
	}
	return cmd
}

func (p *program) removeSavedCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "remove NAME", Short: "Forget a saved search and its matches", Args: cobra.ExactArgs(1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			if err := f.unsave(ctx, args[0]); err != nil {
				return err
			}
			_, err := fmt.Fprintf(p.stdout, "removed %s\n", args[0])
			return err
		})
	}
	return cmd
}

func (p *program) matchesCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "matches NAME", Short: "Show what a saved search has matched, newest first", Args: cobra.ExactArgs(1)}
	limit := cmd.Flags().Int("limit", 20, "how many, at most 100")
	before := cmd.Flags().Int("before", 0, "only those with a smaller number")
	asJSON := jsonFlag(cmd, "print the answer of the JSON API")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		values := url.Values{"limit": {strconv.Itoa(*limit)}}
		if cmd.Flags().Changed("before") {
			values.Set("before", strconv.Itoa(*before))
		}
		answer, err := p.ask(cmd, savedPath(args[0])+"/matches", values)
		if err != nil {
			return err
		}
		if *asJSON {
			_, err = p.stdout.Write(answer)
			return err
		}
		return printMatches(p.stdout, answer, styleOf(p.stdout, p.environ))
	}
	return cmd
}

func savedPath(name string) string { return "/api/v1/searches/" + url.PathEscape(name) }

// save saves a search and returns the secret of its webhook when that has just been made.
func (f *folder) save(ctx context.Context, s search.SavedSearch) (secret string, err error) {
	if f.own != nil {
		saved, _, err := f.own.SaveSearch(ctx, s)
		if err == nil && saved.Webhook != nil {
			secret = saved.Webhook.Secret
		}
		return secret, err
	}
	content := map[string]any{"request": requestObject(s.Request)}
	if s.Webhook != nil {
		content["webhook"] = map[string]string{"url": s.Webhook.URL, "secret": s.Webhook.Secret}
	}
	answer, err := f.client.putJSON(ctx, savedPath(s.Name), content)
	if err != nil {
		return "", err
	}
	var saved savedSearch
	if err := json.Unmarshal(answer, &saved); err != nil {
		return "", fmt.Errorf("read the saved search: %w", err)
	}
	if saved.Webhook != nil {
		secret = saved.Webhook.Secret
	}
	return secret, nil
}

// requestObject is the parameters of a search as the API takes them in a body.
func requestObject(values url.Values) map[string]any {
	out := make(map[string]any, len(values))
	for name, list := range values {
		out[name] = list[0]
		if len(list) > 1 {
			out[name] = list
		}
	}
	return out
}

// unsave removes a saved search.
func (f *folder) unsave(ctx context.Context, name string) error {
	if f.own != nil {
		return f.own.RemoveSearch(ctx, name)
	}
	answer, err := f.client.do(ctx, http.MethodDelete, savedPath(name), nil, nil)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, answer)
	return errors.Join(err, answer.Close())
}
