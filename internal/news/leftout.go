package news

import "strings"

// LeftOut is a line of the body as it came that was left out of Body because it recurs on its site.
type LeftOut struct {
	Line int    `json:"line"` // its number in the body as it came, from 0
	Text string `json:"text"`
}

// Whole is the article with every line that was left out put back in its place.
func (a Article) Whole() Article {
	if len(a.LeftOut) == 0 {
		return a
	}
	kept := strings.Split(a.Body, "\n")
	whole := make([]string, 0, len(kept)+len(a.LeftOut))
	for _, l := range a.LeftOut {
		n := min(max(l.Line-len(whole), 0), len(kept))
		whole = append(append(whole, kept[:n]...), l.Text)
		kept = kept[n:]
	}
	a.Body, a.LeftOut = strings.Join(append(whole, kept...), "\n"), nil
	return a
}
