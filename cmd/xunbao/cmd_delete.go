package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"

	"xunbao/internal/news"
	"xunbao/web/fault"
)

func (p *program) deleteCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "delete ID ...",
		Short: "Delete articles",
		Long:  "Delete articles by their ids. An id that is not there is told, but is no failure.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Args:  cobra.MinimumNArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			deleted := 0
			for _, id := range args {
				there, err := f.delete(ctx, id)
				if err != nil {
					return fmt.Errorf("delete article %q: %w", id, err)
				}
				if there {
					deleted++
				} else {
					fmt.Fprintf(p.stderr, "no such article: %s\n", harmless(id))
				}
			}
			_, err := fmt.Fprintf(p.stdout, "deleted %s\n", plural(deleted, "article"))
			return err
		})
	}
	return cmd
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
