package ui

import (
	"fmt"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// TrendForm asks for up to five queries and a range of days, and keeps everything else.
type TrendForm struct {
	Queries  []QueryInput
	From, To string // 2024-07-21, or empty
	Keep     []Parameter
}

// QueryInput is one line of the form.
type QueryInput struct {
	ID, Label, Value string
	Style            string // of its line in the chart: a to e
}

func newTrendForm(rd reader, asked trended) TrendForm {
	dates := newDateForm(rd, asked.Common)
	form := TrendForm{From: dates.From, To: dates.To, Keep: keep(asked.values(), "q", "from", "to")}
	for i := range search.MaxTrends {
		input := QueryInput{ID: fmt.Sprint("q", i+1), Label: rd.Trend.Query.Of(words.Number(i + 1)), Style: styles[i]}
		if i < len(asked.Queries) {
			input.Value = asked.Queries[i]
		}
		form.Queries = append(form.Queries, input)
	}
	return form
}
