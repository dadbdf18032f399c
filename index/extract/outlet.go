package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// outletEnd ends the names of outlets and sites.
var outletEnd = newPattern(`(?i:网|網|报|報|社|在线|在線|线上|客户端|网站|網站|频道|頻道|传媒|傳媒|之窗|门户|热线|新闻|新聞|电视台|電視台|广播|电台|卫视|电视|衛視|周刊|週刊|杂志|雜誌|快讯|资讯|資訊|官网|官網|电子版|電子報|公众号|融媒|融媒体|融媒体中心|发布|海外版|頭條|头条|观察|觀察|通讯|通訊|时讯|時訊|财经|財經|评论|評論|時評|集站|news|daily|times|post|net|\.com|\.cn|\.net|app)$`)

// channels are names of sections that end like outlets.
var channels = newPattern(`^(?:(?:国际|國際|国内|國內|社会|社會|健康|地方|财经|財經|体育|體育|科技|娱乐|娛樂|本地|时政|综合|热点|图片|视频|滚动|最新|要闻|军事|教育|文化|生活|民生|汽车|房产|中国|头条|权威|信息|官方|即時)?(?:新闻|新聞|资讯|資訊|发布|频道|頻道|财经|財經|评论|評論|头条|頭條|快讯|时评|观察)|[訂订]阅?閱?.*|[^网網报報]{0,6}频道|(?:新闻|爆料|服务|咨询|客服)热线|新闻中心|新闻\d+小时|.*首[页頁]|.{0,2}[记記]者|公众号|更多.*|.*(?:社区|平台|热搜))$`)

// clocks are times of day, from which a name may follow without a space.
var clocks = regexp.MustCompile(`\d{1,2}[:：]\d{2}(?:[:：]\d{2})?`)

// outletIn is the outlet among the words of a line, or "".
func outletIn(s string) string {
	for _, w := range strings.FieldsFunc(clocks.ReplaceAllString(s, " "), betweenWords) {
		if w = stripEnds(w); isOutlet(w) && !channels.match(w) && !host.MatchString(strings.ToLower(w)) {
			return w
		}
	}
	return ""
}

// outletSuffix are words that belong to the name before them though a space stands between.
var outletSuffix = wordSet(`客户端 海外版 微信公众号 公众号 频道 网站 官网 官方微博 官方账号 新闻客户端 电子版 融媒体中心`)

// nobody are words in the place of a name that is not known.
var nobody = wordSet(`未知 不详 不詳 佚名 匿名 无 無 暂无`)

// isOutlet reports whether s looks like the name of an outlet or a site.
func isOutlet(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 20 && outletEnd.match(s) && !strings.ContainsAny(s, "，。！？：；“”、,!?:》）)]」") && !buttons[s]
}

// outlet is the credited outlet of a 来源 value: its first word, with the words that go with it, without share bars and brackets.
func outlet(value string) string {
	value = strings.Map(func(r rune) rune {
		if r == '\u3000' || r == '\u00a0' || r == '\t' {
			return ' '
		}
		return r
	}, value)
	value = stripEnds(value)
	if i := strings.IndexAny(value, "|｜丨"); i > 0 {
		value = value[:i]
	}
	var words []string
	for i, word := range strings.Fields(value) {
		word = stripEnds(word)
		if i > 0 && !outletSuffix[word] && !(startsLatin(word) && startsLatin(words[len(words)-1])) {
			break
		}
		if word == "" || isButton(word) && i > 0 {
			break
		}
		words = append(words, word)
	}
	name := stripEnds(strings.Join(words, " "))
	if isCounter(name) || nobody[name] {
		return ""
	}
	return balance(name)
}

func startsLatin(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Latin, r)
}

// balance gives a name the closing bracket back that trimming took: 晨江网（综合 becomes 晨江网（综合）.
func balance(s string) string {
	for _, pair := range [][2]string{{"（", "）"}, {"(", ")"}, {"《", "》"}} {
		if strings.Count(s, pair[0]) == strings.Count(s, pair[1])+1 {
			s += pair[1]
		}
	}
	return s
}

// leftover is what remains of a line's head without buttons, counters and bare labels.
func leftover(s string) string {
	var words []string
	for _, w := range strings.FieldsFunc(s, betweenWords) {
		if w = stripEnds(w); w != "" && !isButton(w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}
