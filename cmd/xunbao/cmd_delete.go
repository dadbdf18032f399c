package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/spf13/cobra"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/fault"
)

func (p *program) deleteCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "delete [ID ...]",
		Short: "Delete articles",
		Long: "Delete articles by their ids, by their addresses, or all that a query and its filters match. An id or address that is not there is\n" +
			"told, but is no failure.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao delete 8c1f… --url https://example.com/1.html\n  xunbao delete --query 抽奖 --source 某某网 --dry-run",
	}
	filterFlags(cmd)
	urls := cmd.Flags().StringArray("url", nil, "delete the articles with this address; may be repeated")
	query := cmd.Flags().String("query", "", "delete all articles that match")
	dry := cmd.Flags().Bool("dry-run", false, "tell how many it would be; delete nothing")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		matching := parameters(cmd, *query)
		if len(args)+len(*urls)+len(matching) == 0 {
			return &usageError{errors.New("say what to delete: ids, --url, --query or a filter")}
		}
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			ids, err := p.chosen(ctx, f, args, *urls, matching)
			if err != nil {
				return err
			}
			if *dry {
				_, err := fmt.Fprintf(p.stdout, "would delete %s\n", plural(len(ids), "article"))
				return err
			}
			return p.deleteAll(ctx, f, ids)
		})
	}
	return cmd
}

// deleteAll deletes articles one after another and tells which were not there.
func (p *program) deleteAll(ctx context.Context, f *folder, ids []string) error {
	deleted := 0
	for _, id := range ids {
		there, err := f.delete(ctx, id)
		if err != nil {
			return fmt.Errorf("delete article %q (%s deleted before): %w", id, count(deleted), err)
		}
		if there {
			deleted++
		} else {
			fmt.Fprintf(p.stderr, "no such article: %s\n", harmless(id))
		}
	}
	_, err := fmt.Fprintf(p.stdout, "deleted %s\n", plural(deleted, "article"))
	return err
}

// chosen are the ids to delete, each once: those given, those of the addresses, those that match.
func (p *program) chosen(ctx context.Context, f *folder, ids, urls []string, matching url.Values) ([]string, error) {
	if len(matching) > 0 {
		if err := f.matchesWhole(ctx, matching); err != nil {
			return nil, err
		}
		err := f.client.eachExported(ctx, matching, func(id, _ string) { ids = append(ids, id) })
		if err != nil {
			return nil, err
		}
	}
	if len(urls) > 0 {
		met := make(map[string]bool)
		err := f.client.eachExported(ctx, nil, func(id, address string) {
			for _, wanted := range urls {
				if address != "" && news.Canonical(wanted) == news.Canonical(address) {
					ids, met[wanted] = append(ids, id), true
				}
			}
		})
		if err != nil {
			return nil, err
		}
		for _, address := range urls {
			if !met[address] {
				fmt.Fprintf(p.stderr, "no article has the address %s\n", harmless(address))
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// matchesWhole fails when a search is widened because nothing matches all of its query: what is only like it is not to be deleted.
func (f *folder) matchesWhole(ctx context.Context, matching url.Values) error {
	counting := maps.Clone(matching)
	counting.Set("size", "0")
	body, err := f.client.do(ctx, http.MethodGet, "/api/v1/search", counting, nil)
	if err != nil {
		return err
	}
	defer body.Close()
	var found struct{ Relaxed search.Relaxed }
	if err := json.NewDecoder(body).Decode(&found); err != nil {
		return fmt.Errorf("read the answer of the server: %w", err)
	}
	if found.Relaxed != search.RelaxedNone {
		return errors.New("no article matches all of the query, and what is only like it is not deleted; put it in quotes to find it as it stands")
	}
	return nil
}

// eachExported visits the id and address of every article, or of those that match.
func (c *client) eachExported(ctx context.Context, matching url.Values, visit func(id, address string)) error {
	for line, err := range c.export(ctx, matching) {
		if err != nil {
			return err
		}
		var a struct{ ID, URL string }
		if err := json.Unmarshal(line, &a); err != nil {
			return fmt.Errorf("read an article of the folder: %w", err)
		}
		visit(a.ID, a.URL)
	}
	return nil
}

// delete removes one article and reports whether it was there.
func (f *folder) delete(ctx context.Context, id string) (bool, error) {
	if f.own != nil {
		n, err := f.own.Delete(ctx, []news.ID{news.ID(id)})
		return n > 0, err
	}
	body, err := f.client.do(ctx, http.MethodDelete, "/api/v1/articles/"+url.PathEscape(id), nil, nil)
	var answer fault.Fault
	if errors.As(err, &answer) && answer.Status == http.StatusNotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, body.Close()
}
