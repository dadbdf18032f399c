package saved

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"xunbao/internal/news"
	"xunbao/search/highlight"
)

// payload is the body of a webhook.
type payload struct {
	Delivery string    `json:"delivery"`
	Search   string    `json:"search"`
	Number   int       `json:"number"`
	Matched  time.Time `json:"matched"`
	Article  article   `json:"article"`
}

// article is a hit of the API, as far as one that is nobody's answer goes.
type article struct {
	ID         news.ID   `json:"id"`
	URL        string    `json:"url"`
	Title      string    `json:"title"`
	Source     string    `json:"source"`
	Site       string    `json:"site"`
	Category   string    `json:"category"`
	Published  *string   `json:"published"` // RFC 3339; the midnight of a day
	Precision  string    `json:"published_precision,omitempty"`
	TitleMarks [][2]int  `json:"title_marks"` // code points, half-open
	Snippets   []snippet `json:"snippets"`
	Story      story     `json:"story"`
}

type story struct {
	ID      string   `json:"id"`
	Count   int      `json:"count"`
	Sources []string `json:"sources"`
	First   news.ID  `json:"first"`
}

type snippet struct {
	Text  string   `json:"text"`
	Start int      `json:"start"`
	Marks [][2]int `json:"marks"`
}

// body is what is sent of a match: the same at every attempt.
func (w *watch) body(r *record) ([]byte, error) {
	a := &r.Article
	p := payload{
		Delivery: w.deliveryID(r.Number), Search: w.name, Number: r.Number, Matched: r.At.UTC().Truncate(time.Millisecond),
		Article: article{
			ID: a.ID, URL: a.URL, Title: a.Title, Source: a.Source, Site: a.Site, Category: a.Category,
			TitleMarks: pairs(r.TitleMarks), Snippets: []snippet{},
			Story: story{r.Story.ID, r.Story.Count, append([]string{}, r.Story.Sources...), r.Story.First},
		},
	}
	if !a.Published.IsZero() {
		at := a.Published.Time.Format(time.RFC3339)
		p.Article.Published, p.Article.Precision = &at, "second"
		if a.Published.DayOnly {
			p.Article.Precision = "day"
		}
	}
	for _, f := range r.Snippets {
		p.Article.Snippets = append(p.Article.Snippets, snippet{f.Text, f.Start, pairs(f.Marks)})
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(p)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// deliveryID lets a receiver know a delivery that it had before: one that it acknowledged when this process died.
func (w *watch) deliveryID(number int) string { return fmt.Sprintf("%s-%d", w.settings.Key, number) }

func pairs(spans []highlight.Span) [][2]int {
	out := make([][2]int, len(spans))
	for i, s := range spans {
		out[i] = [2]int{s.Start, s.End}
	}
	return out
}
