package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"xunbao/web/fault"
)

func (p *program) exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write every article, or those of a query, as JSON Lines or CSV",
		Long: "Write every article, or those of a query, to standard output as JSON Lines or CSV. JSON Lines come back with xunbao add as they\n" +
			"were. CSV begins with a byte order mark, and cells that a spreadsheet would run as a formula begin with an apostrophe.\n\n" +
			exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao export > all.jsonl\n  xunbao export --query 港口 --from 2024 --fields id,published,source,title --format csv > ports.csv",
		Args:    cobra.NoArgs,
	}
	filterFlags(cmd)
	query := cmd.Flags().String("query", "", "only articles that match")
	fields := cmd.Flags().StringSlice("fields", nil, "keys to write, in this order, such as id,story,title (default all)")
	format := cmd.Flags().String("format", "jsonl", "jsonl or csv")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		out, err := newExport(*format, *fields, p.stdout)
		if err != nil {
			return &usageError{err}
		}
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			for line, err := range f.client.export(ctx, parameters(cmd, *query)) {
				if err != nil {
					return err
				}
				if err := out.write(line); err != nil {
					return fmt.Errorf("write articles: %w", err)
				}
			}
			p.warnOfFields(out.missing())
			return out.flush()
		})
	}
	return cmd
}

// warnOfFields tells of asked-for keys that no article had.
func (p *program) warnOfFields(missing []string) {
	for _, name := range missing {
		fmt.Fprintf(p.stderr, "xunbao: no article has the field %q; did you mean %q?\n", name, nearest(name, exportFields))
	}
}

// maxExported is the longest line of an export that is read, in bytes: an article of the largest size with every byte escaped.
const maxExported = 64 << 20

// export yields one JSON object an article. It is cut short by its first error.
func (c *client) export(ctx context.Context, values url.Values) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		body, err := c.do(ctx, http.MethodGet, "/api/v1/export", values, nil)
		if err != nil {
			yield(nil, err)
			return
		}
		defer body.Close()
		lines := bufio.NewScanner(body)
		lines.Buffer(make([]byte, 0, 64<<10), maxExported)
		for lines.Scan() {
			if err := streamFault(lines.Bytes()); err != nil {
				yield(nil, err)
				return
			}
			if !yield(lines.Bytes(), nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// streamFault returns the error that a stream of the API ends with, or nil. Articles begin with their id, errors with "error".
func streamFault(line []byte) error {
	if !bytes.HasPrefix(line, []byte(`{"error":`)) {
		return nil
	}
	var body fault.Body
	if err := json.Unmarshal(line, &body); err != nil {
		return errors.New("the server broke off")
	}
	return faultOf(http.StatusOK, body.Error)
}

// exportFields are the keys of an article in the order they are exported.
var exportFields = strings.Fields("id story url title source site author editors published fetched category tags lang body")

// exporting writes articles that come as JSON objects.
type exporting interface {
	write(line []byte) error
	missing() []string // fields that were asked for, but that no article had
	flush() error
}

// newExport checks format and fields. Keys other than ours may be asked for, as articles keep the keys they came with.
func newExport(format string, fields []string, w io.Writer) (exporting, error) {
	for i, f := range fields {
		if fields[i] = strings.TrimSpace(f); fields[i] == "" {
			return nil, errors.New("--fields: a name is empty")
		}
	}
	switch format {
	case "jsonl":
		return newJSONLExport(fields, w), nil
	case "csv":
		return newCSVExport(fields, w), nil
	}
	return nil, fmt.Errorf("--format: %q is neither jsonl nor csv", format)
}
