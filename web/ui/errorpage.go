package ui

import (
	"net/http"

	"xunbao/web/fault"
)

// ErrorPageData is the page for any answer of 400 or more.
type ErrorPageData struct {
	Layout
	Status  int
	Heading string
	Advice  string // what to do; may be empty
	Detail  string // the message as programs get it; may be empty
	Place   *Place // where the query stops making sense
}

// Place is a query with the character at fault. At is empty when the fault is that the query ends.
type Place struct{ Before, At, After string }

const (
	codeParameter = "invalid_parameter"
	codeNoArticle = "no_article"
)

// faultWords says in Chinese what a code means; a code that is not here is told by its status.
var faultWords = map[string]struct{ heading, advice string }{
	codeParameter:   {"地址里的参数不对", "请检查地址栏，或者重新检索。"},
	"invalid_query": {"检索式写得不完整", "从标出的位置起读不懂了。请检查引号、括号是否成对，AND、OR、NOT 两边是否都有词；要找这些符号本身，请用引号括起来。"},
	"not_found":     {"没有这个页面", "地址可能抄错了，或者页面已经不在。"},
	codeNoArticle:   {"没有这篇文章", "它可能已被删除，或者链接不完整。可以用标题里的词再检索一次。"},
	"timeout":       {"检索用时太长，已经停下", "换更具体的词，或者加上时间、来源的筛选，再试一次。"},
	"overloaded":    {"来检索的人太多", "服务器正忙，请过几秒刷新本页。"},
	"unavailable":   {"暂时无法检索", "索引正在打开或重建，请过一会儿刷新本页。"},
	"canceled":      {"请求已取消", "请刷新本页。"},
	"damaged":       {"存储的数据有损坏", "请管理员查看日志，用 xunbao reindex 重建索引，或从备份恢复。"},
}

// statusWords stands in for codes that faultWords does not know.
var statusWords = map[int]string{
	http.StatusUnauthorized:          "需要凭证",
	http.StatusForbidden:             "不允许这样访问",
	http.StatusMethodNotAllowed:      "这个地址不接受这种请求",
	http.StatusRequestEntityTooLarge: "发来的内容太大",
	http.StatusRequestURITooLong:     "地址太长",
	http.StatusTooManyRequests:       "请求太频繁，请稍后再试",
	http.StatusServiceUnavailable:    "暂时无法服务，请稍后再试",
}

// parameterAdvice says what each parameter takes.
var parameterAdvice = map[string]string{
	"q":        "检索词是 UTF-8 文字，最多 256 个字。",
	"from":     "起始日期写作 2024、2024-07、2024-07-21、today、yesterday、-7d 或 -3m，并且不晚于结束日期。",
	"to":       "结束日期写作 2024、2024-07、2024-07-21、today、yesterday、-7d 或 -3m，并且不早于起始日期。",
	"sort":     "排序只有 relevance（相关）、newest（最新）和 oldest（最早）。",
	"page":     "页码是从 1 起的整数，并且页码乘以每页条数不超过 10,000。",
	"size":     "每页条数是 0 到 100 的整数。",
	"cursor":   "这个续页标记不对或已经失效，请从第一页重新翻起。",
	"collapse": "转载方式只有 story（合并）和 none（逐篇）。",
	"interval": "时间分布的单位只有 auto、year、month、week、day 和 none。",
	"tz":       "时区写作 Asia/Shanghai 这样的名字。",
	"view":     "图里画的只有 count（篇数）和 share（占比）。",
	"facets":   "分面是 source、site、category、tag、author、lang 中的几个，用逗号隔开。",
	"source":   filterAdvice,
	"site":     filterAdvice,
	"category": filterAdvice,
	"tag":      filterAdvice,
	"author":   filterAdvice,
	"lang":     filterAdvice,
}

const filterAdvice = "每个筛选值最多 200 个字，全部筛选值加起来最多 100 个。"

// newErrorPage decides what is said about f.
func newErrorPage(f fault.Fault, layout Layout) ErrorPageData {
	p := ErrorPageData{Layout: layout, Status: f.Status, Detail: f.Message}
	switch words, known := faultWords[f.Code]; {
	case known:
		p.Heading, p.Advice = words.heading, words.advice
	case statusWords[f.Status] != "":
		p.Heading = statusWords[f.Status]
	case f.Status >= http.StatusInternalServerError:
		p.Heading, p.Advice = "服务器出错了", "问题已经记入日志。请稍后刷新本页；一直不行的话，请告诉管理员。"
	default:
		p.Heading = "请求无法处理"
	}
	if f.Code == codeParameter && f.Field != "" {
		if advice := parameterAdvice[f.Field]; advice != "" {
			p.Advice = advice
		}
		p.Detail = f.Field + ": " + f.Message
	}
	if f.Status == http.StatusNotFound {
		p.Detail = ""
	}
	if f.Position != nil {
		p.Place = newPlace(layout.Box.Query, *f.Position)
	}
	p.Title = p.Heading + " - 寻报"
	return p
}

// newPlace splits a query at a code point.
func newPlace(query string, position int) *Place {
	runes := []rune(query)
	at := min(max(position, 0), len(runes))
	end := min(at+1, len(runes))
	return &Place{Before: string(runes[:at]), At: string(runes[at:end]), After: string(runes[end:])}
}
