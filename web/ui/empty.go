package ui

import (
	"fmt"
	"strings"

	"xunbao/search"
)

// Empty is what a page without hits says instead.
type Empty struct {
	Heading string
	Advice  []Link // URL is empty where there is nothing to click on
	Command string // of the command line; empty when it does not help
}

// newEmpty tells apart a collection without articles, a page past the last one, and a search that nothing matches.
func newEmpty(r search.Request, result *search.Result, layout Layout) Empty {
	switch {
	case layout.Known && layout.Articles == 0:
		return Empty{Heading: "这里还没有文章", Advice: []Link{{Label: "用下面的命令载入文章，然后刷新本页"}}, Command: "xunbao add --data DIR 你的文件.jsonl"}
	case r.Size == 0:
		return Empty{Heading: "只要了统计，没有要文章", Advice: []Link{{Label: "显示文章", URL: searchURL(sized(r))}}}
	case result.Total > 0 && r.Cursor == "":
		last := max(1, (min(result.Total, search.MaxDepth)+r.Size-1)/r.Size)
		return Empty{Heading: fmt.Sprintf("没有第 %s 页", number(r.Page)), Advice: []Link{{Label: fmt.Sprintf("最后一页是第 %s 页", number(last)), URL: pageURL(r, last)}}}
	case result.Total > 0:
		return Empty{Heading: "已经到底了", Advice: []Link{{Label: "回到第一页", URL: pageURL(r, 1)}}}
	default:
		return Empty{Heading: "没有找到文章", Advice: advice(r)}
	}
}

// sized asks for a page of the usual size.
func sized(r search.Request) search.Request {
	return changed(r, func(r *search.Request) { r.Size = search.DefaultSize })
}

// advice lists what may help, most likely first.
func advice(r search.Request) []Link {
	var links []Link
	if len(newChips(r)) > 0 {
		links = append(links, Link{Label: "去掉全部筛选条件再找", URL: searchURL(unfiltered(r))})
	}
	if bare := strings.Join(strings.Fields(strings.NewReplacer(`"`, " ", "“", " ", "”", " ").Replace(r.Query)), " "); bare != r.Query && bare != "" {
		links = append(links, Link{Label: "去掉引号再找：" + bare, URL: searchURL(changed(r, func(r *search.Request) { r.Query = bare }))})
	}
	if !blank(r.Query) {
		links = append(links, Link{Label: "换个说法，或少用几个词"}, Link{Label: "检查有没有错别字；繁体和简体、全角和半角不必区分"})
	}
	return append(links, Link{Label: "看看最新文章", URL: "/"})
}
