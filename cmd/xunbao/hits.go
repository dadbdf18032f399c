package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// found is what is shown of the API's answer to a search.
type found struct {
	Total    int     `json:"total"`
	Articles int     `json:"articles"`
	Exact    bool    `json:"exact"`
	Relaxed  string  `json:"relaxed"`
	Page     int     `json:"page"`
	Size     int     `json:"size"`
	TookMS   float64 `json:"took_ms"`
	Hits     []hit   `json:"hits"`
}

// hit is what is shown of an article of the API's answers.
type hit struct {
	ID         string   `json:"id"`
	URL        string   `json:"url"`
	Title      string   `json:"title"`
	Source     string   `json:"source"`
	Site       string   `json:"site"`
	Published  string   `json:"published"`
	TitleMarks [][2]int `json:"title_marks"`
	Snippets   []struct {
		Text  string   `json:"text"`
		Marks [][2]int `json:"marks"`
	} `json:"snippets"`
	Story *struct {
		Count int `json:"count"`
	} `json:"story"`
}

// relaxedNotice tells that a search was widened.
var relaxedNotice = map[string]string{
	"most": "No article has every word; these have most of them.",
	"any":  "No article has every word; these have at least one.",
}

// printHits writes the answer to a search for a person.
func printHits(w io.Writer, answer []byte, st style) error {
	var f found
	if err := json.Unmarshal(answer, &f); err != nil {
		return fmt.Errorf("read the answer to the search: %w", err)
	}
	if notice := relaxedNotice[f.Relaxed]; notice != "" {
		fmt.Fprintf(w, "%s\n\n", notice)
	}
	for i := range f.Hits {
		printHit(w, fmt.Sprintf("%d. ", (f.Page-1)*f.Size+i+1), &f.Hits[i], st)
		fmt.Fprintln(w)
	}
	_, err := fmt.Fprintln(w, totals(f))
	return err
}

// printHit writes one hit behind its number, a few lines.
func printHit(w io.Writer, number string, h *hit, st style) {
	indent := strings.Repeat(" ", len(number))
	title := marked(h.Title, h.TitleMarks, st)
	if title == "" {
		title = "(no title)"
	}
	fmt.Fprintf(w, "%s%s\n", number, title)
	about := []string{firstOf(h.Source, h.Site), readableTime(h.Published)}
	if h.Story != nil && h.Story.Count > 1 {
		about = append(about, fmt.Sprintf("%d reprints", h.Story.Count))
	}
	if line := joined(about); line != "" {
		fmt.Fprintf(w, "%s%s\n", indent, harmless(line))
	}
	if len(h.Snippets) > 0 {
		fmt.Fprintf(w, "%s%s\n", indent, marked(h.Snippets[0].Text, h.Snippets[0].Marks, st))
	}
	fmt.Fprintf(w, "%s%s\n", indent, st.dim(harmless(joined([]string{h.ID, h.URL}))))
}

// totals is the last line: "12 hits (31 articles), 1-10 shown, 3.1 ms".
func totals(f found) string {
	about := ""
	if !f.Exact {
		about = "about "
	}
	line := about + plural(f.Total, "hit")
	if f.Articles != f.Total {
		line += " (" + plural(f.Articles, "article") + ")"
	}
	if n := len(f.Hits); n > 0 && n < f.Total {
		first := (f.Page-1)*f.Size + 1
		line += fmt.Sprintf(", %d-%d shown", first, first+n-1)
	}
	return line + fmt.Sprintf(", %.1f ms", f.TookMS)
}

// marked shows text with its marks, half-open ranges of code points, in bold. Marks that do not fit the text are left out.
func marked(text string, marks [][2]int, st style) string {
	runes, at := []rune(text), 0
	var b strings.Builder
	for _, m := range marks {
		if m[0] < at || m[1] < m[0] || m[1] > len(runes) {
			continue
		}
		b.WriteString(harmless(string(runes[at:m[0]])))
		b.WriteString(st.bold(harmless(string(runes[m[0]:m[1]]))))
		at = m[1]
	}
	b.WriteString(harmless(string(runes[at:])))
	return b.String()
}

// readableTime is an instant of the API without seconds and zone; a day stays as it is.
func readableTime(published string) string {
	day, clock, found := strings.Cut(published, "T")
	if !found || len(clock) < len("14:45") {
		return published
	}
	return day + " " + clock[:len("14:45")]
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// joined puts the parts that are there side by side.
func joined(parts []string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, " · ")
}
