package main

import (
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"xunbao/search"
)

// filterFlags adds the flags of a search that search and export share. Their rules are those of the API, which reads them.
func filterFlags(cmd *cobra.Command) {
	for _, f := range search.Fields() {
		cmd.Flags().StringArray(string(f), nil, "only articles with this "+string(f)+"; give it again for alternatives")
	}
	cmd.Flags().String("missing", "", "also articles without a value of these filters, or without a date: a comma list such as author,date")
	cmd.Flags().String("from", "", "first day or instant: 2024, 2024-07, 2024-07-21, an RFC 3339 time, yesterday, last week, -7d, 近7天")
	cmd.Flags().String("to", "", "last day or instant, included; forms as --from")
	cmd.Flags().String("sort", "", "relevance, newest or oldest (default relevance; newest without a query)")
}

// single lists the flags that are parameters of the API as they stand.
var single = []string{"from", "to", "sort", "page", "size", "collapse", "missing"}

// parameters turns the flags that were given into the parameters of the API.
func parameters(cmd *cobra.Command, query string) url.Values {
	values := url.Values{}
	if query != "" {
		values.Set("q", query)
	}
	for _, f := range search.Fields() {
		if given, err := cmd.Flags().GetStringArray(string(f)); err == nil && len(given) > 0 {
			values[string(f)] = given
		}
	}
	for _, name := range single {
		if f := cmd.Flags().Lookup(name); f != nil && f.Changed {
			values.Set(name, f.Value.String())
		}
	}
	return values
}

// queryOf joins the words of the command line as they were typed.
func queryOf(args []string) string { return strings.Join(args, " ") }
