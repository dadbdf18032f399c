package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/spf13/cobra"

	"xunbao/index/ingest"
	"xunbao/web/fault"
)

func (p *program) exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write every article, or those of a query, as JSON Lines or CSV",
		Long: "Write every article, or those of a query, to standard output as JSON Lines or CSV. JSON Lines come back with xunbao add as they\n" +
			"were, and so does CSV unless --fields leaves some out: it begins with a byte order mark, cells that a spreadsheet would run as a\n" +
			"formula begin with an apostrophe, which reading takes away, and keys that are not ours stand in the last column. The field\n" +
			"export_cursor tells behind each article where --cursor goes on; a stopped export tells it too.\n\n" +
			exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao export > all.jsonl\n  xunbao export --query 港口 --from 2024 --fields id,published,source,title --format csv > ports.csv",
		Args:    cobra.NoArgs,
	}
	filterFlags(cmd)
	query := cmd.Flags().String("query", "", "only articles that match")
	fields := cmd.Flags().StringSlice("fields", nil, "keys to write, in this order, such as id,story,title (default all)")
	format := cmd.Flags().String("format", "jsonl", "jsonl or csv")
	cursor := cmd.Flags().String("cursor", "", "go on where a stopped export of the same query and filters said; a table then has no row of names")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		out, err := ingest.NewRecordWriter(*format, *fields, *cursor != "", p.stdout)
		if err != nil {
			return &usageError{fmt.Errorf("--%w", err)}
		}
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			values := parameters(cmd, *query)
			if *cursor != "" {
				values.Set("cursor", *cursor)
			}
			return p.exportTo(out, f.client.export(ctx, values), slices.Contains(*fields, ingest.CursorKey))
		})
	}
	return cmd
}

// exportTo writes records. Where they stop it says how to go on.
func (p *program) exportTo(out ingest.RecordWriter, records iter.Seq2[[]byte, error], withCursor bool) error {
	written, next := 0, ""
	for line, err := range records {
		if err != nil {
			if out.Flush() == nil && next != "" {
				fmt.Fprintf(p.stderr, "xunbao: stopped behind %d articles; the same command with --cursor %s goes on\n", written, next)
			}
			return err
		}
		record, cursor := line, ""
		if !withCursor {
			record, cursor = ingest.CutCursor(line)
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("write articles: %w", err)
		}
		written, next = written+1, cursor
	}
	p.warnOfFields(out.Missing())
	return out.Flush()
}

// warnOfFields tells of asked-for keys that no article had.
func (p *program) warnOfFields(missing []string) {
	for _, name := range missing {
		fmt.Fprintf(p.stderr, "xunbao: no article has the field %q; did you mean %q?\n", name, nearest(name, ingest.RecordFields()))
	}
}

// maxExported is the longest line of an export that is read, in bytes: an article of the largest size with every byte escaped.
const maxExported = 64 << 20

// export yields one JSON object an article, each with its cursor. It is cut short by its first error.
func (c *client) export(ctx context.Context, values url.Values) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		asked := url.Values{"cursors": {"true"}}
		maps.Copy(asked, values)
		body, err := c.do(ctx, http.MethodGet, "/api/v1/export", asked, nil)
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
