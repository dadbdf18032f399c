package ui

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/web/ui/diff"
)

// compareName is the parameter of an article's address that names the article to hold it against.
const compareName = "compare"

// ComparePage shows what an article has that another lacks, and the other way round.
type ComparePage struct {
	Layout
	BackURL     string
	This, Other Reprint
	SwapURL     string // the same from the other side
	Summary     string
	Headline    []diff.Run
	Blocks      []CompareBlock
	TextLang    string
}

// CompareBlock is paragraphs in a row. Folded ones are the same in both articles and more than need be shown.
type CompareBlock struct {
	Folded     bool
	Label      string // of a folded block
	Paragraphs []diff.Paragraph
}

// foldedFrom is how many paragraphs in a row that are the same are folded away.
const foldedFrom = 3

// compare answers for an article and the one it is held against.
func (d Deps) compare(ctx context.Context, c *gin.Context, rd reader, layout Layout, r search.Request, this *search.Marked, otherID news.ID) {
	other, err := d.Backend.Article(ctx, otherID, "")
	if err != nil {
		d.fail(c, rd, articleFault(err), layout)
		return
	}
	a, b := this.Article, other.Article
	fold := d.folding(ctx, a.Title, a.Body, b.Title, b.Body)
	paragraphs := diff.Texts(bodyLines(b.Body), bodyLines(a.Body), fold)
	p := ComparePage{
		Layout: layout, BackURL: articleURL(a.ID, r), This: newReprint(rd, r, a), Other: newReprint(rd, r, b), SwapURL: compareURL(r, b.ID, a.ID),
		Summary: differences(rd, paragraphs), Headline: diff.Lines(b.Title, a.Title, fold), Blocks: blocks(rd, paragraphs), TextLang: language(a.Lang),
	}
	p.Title = rd.Site.Title.Of(rd.Compare.Title)
	d.respond(c, rd, http.StatusOK, "compare", p)
}

// compareURL is the address of the comparison of one article with another.
func compareURL(r search.Request, this, other news.ID) string {
	address := articleURL(this, r)
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	return address + separator + compareName + "=" + url.QueryEscape(string(other))
}

// bodyLines are the paragraphs of a body.
func bodyLines(body string) []string {
	var lines []string
	for line := range strings.SplitSeq(body, "\n") {
		if !blank(line) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// differences counts the paragraphs of each kind in words.
func differences(rd reader, paragraphs []diff.Paragraph) string {
	count := map[diff.Kind]int{}
	for _, p := range paragraphs {
		count[p.Kind]++
	}
	if len(paragraphs) == count[diff.Same] {
		return rd.Compare.Equal
	}
	var parts []string
	for _, k := range []struct {
		kind  diff.Kind
		words func(int) string
	}{{diff.Changed, rd.Compare.Changed.Of}, {diff.Added, rd.Compare.Added.Of}, {diff.Gone, rd.Compare.Gone.Of}, {diff.Same, rd.Compare.Same.Of}} {
		if n := count[k.kind]; n > 0 {
			parts = append(parts, k.words(n))
		}
	}
	return strings.Join(parts, rd.Comma)
}

// blocks folds what is the same, but for the paragraph next to a difference on either side.
func blocks(rd reader, paragraphs []diff.Paragraph) []CompareBlock {
	var all []CompareBlock
	show := func(list []diff.Paragraph) {
		if len(list) == 0 {
			return
		}
		if n := len(all); n > 0 && !all[n-1].Folded {
			all[n-1].Paragraphs = append(all[n-1].Paragraphs, list...)
			return
		}
		all = append(all, CompareBlock{Paragraphs: list})
	}
	for i := 0; i < len(paragraphs); {
		end := i
		for end < len(paragraphs) && paragraphs[end].Kind == diff.Same {
			end++
		}
		from, to := i, end
		if i > 0 {
			from = min(i+1, end)
		}
		if end < len(paragraphs) {
			to = max(end-1, from)
		}
		if hidden := to - from; hidden >= foldedFrom {
			show(paragraphs[i:from:from])
			all = append(all, CompareBlock{Folded: true, Label: rd.Compare.Same.Of(hidden), Paragraphs: paragraphs[from:to:to]})
			show(paragraphs[to:end:end])
		} else {
			show(paragraphs[i:end:end])
		}
		if end < len(paragraphs) {
			show(paragraphs[end : end+1 : end+1])
			end++
		}
		i = end
	}
	return all
}
