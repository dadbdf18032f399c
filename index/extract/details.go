package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"xunbao/internal/news"
)

// details is what one line says about the article around it.
type details struct {
	at      news.Instant
	timed   bool // at was introduced by a label such as 发布时间
	updated bool // at is the time of a change
	source  string
	sourced bool // source was introduced by a label such as 来源
	author  string
	editors []string
	edited  bool   // a label such as 责任编辑 stands in the line, be it without a name
	bare    string // the one word beside the time without a label, in an element of its own
}

// labels, the longer ones first; the part each names is in labelParts.
var labelParts = []struct{ part, words string }{
	{"updated", `(?:最后|最近|最後)?(?:更新|修改)(?:[时時][间間]|日期|[于於])?`},
	{"time", `(?:发[布表稿文]|發[布佈表稿]|刊[登发發載载]|出版|上线|发佈|上[传傳]|录入|添加|建立|稿件|新闻|信息)?(?:[时時][间間]|日期|[时時][刻])|(?:发|發)[布佈表][于於]|刊[登发發載载][于於]`},
	{"published", `发[布表]|發[布佈表]`}, // with a colon and a time only
	{"source", `(?:信息|文章|稿件|新闻|新聞|内容|本文|消息|资料|資料)?[来來]源(?:[于於])?|稿源|源|媒[体體]|出[处處]|转载自|轉載自|转自|轉自|摘自`},
	{"editor", `(?:本[文期网網站报報]|执行|網絡|网络|值班|本版|当班|线上|線上|文字|新媒体|实习|见习|核稿|稿件|新闻)?(?:[责責][\s\x{3000}]*任?[\s\x{3000}]*[编編](?:[\s\x{3000}]*[辑輯])?|[编編][\s\x{3000}]*[辑輯])|[编編]`},
	{"author", `(?:本文|文章)?作[\s\x{3000}]*者|(?:本报|本網|本网|本刊|特约|見習|见习|实习|實習)?[记記]者|通[讯訊][员員]|撰文|撰稿(?:人)?|采写|採寫|文图|图文|[文撰]`},
	{"count", `人[气氣]|点击(?:[数量率]|次数)?|點[擊閱](?:數|率)?|[浏瀏][览覽](?:[数數量]|次[数數])?|[阅閱][读讀](?:[数數量]|次[数數])?|访问(?:量|次数)?|评论(?:数)?|評論|热度|字[数數体體号號]|分享(?:到|至)?|关键词|作品`},
	{"other", `(?:一审|二审|三审|终审|初审|复审|[审審][\s\x{3000}]*核|终[\s\x{3000}]*审|审读|校[\s\x{3000}]*[对對]|核稿|监制|監製|主[编編]|编审|編審|值班主任|值班总编|值班编委|统筹|策划|美编|责校|图片|摄影|攝影|签发|签审|供稿|制图|视觉|总编辑|出品|发布机构|发布单位|供图|上传|录入(?:员|者)?)`},
}

var labelPattern = func() *pattern {
	var all []string
	for _, p := range labelParts {
		all = append(all, `(`+p.words+`)`)
	}
	return newPattern(`(?:` + strings.Join(all, "|") + `)(?:[\s\x{3000}]*([:：/／丨|｜])|[\s\x{3000}]+|$|[0-9])`)
}()

// labelled is one label of a line and the text that belongs to it.
type labelled struct {
	part  string
	value string
}

// cutLabels cuts a line at its labels. A label has a colon or a bar, or stands as a word of its own before white space; one that is the
// tail of a longer word (资金来源) is none.
func cutLabels(s string) (head string, found []labelled) {
	type mark struct {
		start, value int
		part         string
	}
	var marks []mark
	for from := 0; from < len(s); {
		m := labelPattern.find(s[from:])
		if m == nil {
			break
		}
		part, end := "", 0
		for i, p := range labelParts {
			if m[2*i+2] >= 0 {
				part, end = p.part, m[2*i+3]
			}
		}
		colon := m[2*len(labelParts)+2] >= 0
		start, stop := from+m[0], from+m[1]
		if !colon {
			stop = from + end
		}
		single := utf8.RuneCountInString(s[start:from+end]) == 1
		if (opens(s, start, colon) || colon && len(marks) > 0 && !single) && (colon || !single) && (colon || wordAlone(s[from+end:], part, len(marks) > 0)) {
			marks = append(marks, mark{start, stop, part})
			from = stop
			continue
		}
		_, n := utf8.DecodeRuneInString(s[start:])
		from = start + n
	}
	if len(marks) == 0 {
		return s, nil
	}
	for i, m := range marks {
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1].start
		}
		found = append(found, labelled{m.part, s[m.value:end]})
	}
	return s[:marks[0].start], found
}

// opens reports whether a label may begin at byte i: not right behind a Han character, but for a counter's unit.
func opens(s string, i int, colon bool) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if i == 0 || !unicode.Is(unicode.Han, before) && (colon || !unicode.IsLetter(before)) {
		return true
	}
	return colon && (strings.HasSuffix(s[:i], "加载中") || strings.ContainsRune("次人条秒分日", before) && i > 3 && strings.ContainsAny(s[:i], "0123456789"))
}

// wordAlone reports whether a label without a colon is one: white space and a name behind it, or a digit behind 发布于 and the
// like. A label that never names anything by itself must stand beside others.
func wordAlone(rest, part string, beside bool) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch part {
	case "time", "updated":
		return unicode.IsSpace(next) || unicode.IsDigit(next)
	case "author", "editor":
		words := strings.Fields(rest)
		return unicode.IsSpace(next) && len(words) > 0 && (isName(words[0]) || beside)
	case "source":
		return unicode.IsSpace(next)
	}
	return part == "other" && beside && unicode.IsSpace(next)
}

// isName: two to four Han characters, a foreign name with a dot in the middle, or one character that was spread out.
func isName(s string) bool {
	n := utf8.RuneCountInString(stripEnds(s))
	return n <= 4 || n <= 16 && strings.Contains(s, "·") || strings.ContainsAny(s, "、，,") && n <= 40
}

// yearLast is a date with the year behind it: 02月28日 17:17·2024年.
var yearLast = newPattern(`(\d{1,2}月\d{1,2}日)[\s\x{3000}]*(\d{1,2}:\d{2}(?::\d{2})?)?[\s\x{3000}]*[·,，/・][\s\x{3000}]*(\d{4})年`)

// yearless is a time without its year, which says nothing but where the line of time is.
var yearless = newPattern(`(?:^|[^\d年/.-])\d{1,2}(?:月\d{1,2}日|[-/]\d{1,2})\s*\d{1,2}:\d{2}(?::\d{2})?(?:$|[^\d])`)

// address is the page's own, printed beside the time.
var address = newPattern(`https?://[^\s\p{Han}]{3,200}`)

// separates: without such a character a line holds neither a label with a value nor a time. It saves most lines the long patterns.
func separates(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune(":：/／丨|｜年", r)
}

// readDetails reads a line about the article: labelled values, or a time with little beside it. When the words of the line are elements
// of their own, longer ones may stand beside the time: names of accounts.
func readDetails(s string, n int, saw seen, parted bool) (details, bool) {
	if n > 160 || saw&(labelPattern.bit|datePattern.bit|yearless.bit) == 0 || strings.ContainsAny(s, "。！？；") || !strings.ContainsFunc(s, separates) {
		return details{}, false
	}
	inner := yearLast.replace(address.replace(unwrap(s), " "), "${3}年${1} ${2}")
	head, found := cutLabels(inner)
	var d details
	known := 0
	undated := false
	if at := yearless.find(head); at != nil && n <= 60 {
		head, undated = head[:at[0]]+" "+head[at[1]:], true
	}
	for _, f := range found {
		ok := d.take(f, n)
		if !ok {
			return details{}, false
		}
		if f.part != "other" {
			known++
		}
	}
	if d.at.IsZero() {
		if start, end, at, ok := findTime(head, news.Shanghai()); ok {
			d.at, head = at, head[:start]+" "+head[end:]
		}
	}
	rest := leftover(head)
	timed := undated || !d.at.IsZero()
	if !timed && (len(found) == 0 || known == 0 && !allOther(found)) {
		return details{}, false
	}
	if utf8.RuneCountInString(rest) > 20 || strings.ContainsAny(rest, "。！？；，,") || len(found) == 0 && !nearlyBare(rest, parted) {
		return details{}, false
	}
	if !timed && rest != "" && !isOutlet(d.source) && d.editors == nil {
		return details{}, false
	}
	if d.source == "" {
		d.source = outletIn(rest)
	}
	if parted && len(strings.Fields(rest)) == 1 {
		d.bare = rest
	}
	return d, true
}

// allOther: a line of nothing but 校对：… 审核：… is about the article, too.
func allOther(found []labelled) bool {
	for _, f := range found {
		if f.part != "other" {
			return false
		}
	}
	return len(found) > 0
}

// take notes one labelled value; false when the value cannot be one, so the line is text after all. n is the length of the line.
func (d *details) take(f labelled, n int) bool {
	value := f.value
	start, end, at, ok := findTime(value, news.Shanghai())
	if ok {
		value = value[:start] + " " + value[end:]
		if d.at.IsZero() || d.updated && f.part != "updated" {
			d.at, d.timed, d.updated = at, strings.Contains("time published updated", f.part), f.part == "updated"
		}
	}
	if strings.ContainsAny(value, "。！？；") {
		return false
	}
	switch f.part {
	case "time", "updated":
		return ok || n < 12 || utf8.RuneCountInString(value) <= 8 // 发布于：福建
	case "published":
		return ok
	case "source":
		if d.source == "" {
			d.source, d.sourced = outlet(value), true
		}
		return utf8.RuneCountInString(d.source) <= 40
	case "author":
		if name := person(value); d.author == "" {
			d.author = name
		} else if name != "" && !strings.Contains(d.author, name) {
			d.author += "、" + name
		}
		return looksLikeNames(value)
	case "editor":
		d.edited = true
		names := SplitNames(stripEnds(value))
		d.editors = appendNew(d.editors, names...)
		return looksLikeNames(value)
	}
	return utf8.RuneCountInString(value) <= 40
}

// issue is the number of a printed issue, or the place of the writer.
var issue = newPattern(`^第.{1,8}[期版号]$|^(?:发布|發布|发表)[于於].{2,6}$`)

// nearlyBare: beside a time without a label only outlets, channels and names may stand.
func nearlyBare(rest string, parted bool) bool {
	if parted && utf8.RuneCountInString(rest) <= 24 && len(strings.Fields(rest)) <= 2 {
		return true
	}
	for _, w := range strings.Fields(rest) {
		if n := utf8.RuneCountInString(w); n > 4 && !isOutlet(w) && !startsLatin(w) && !issue.match(w) {
			return false
		}
	}
	return utf8.RuneCountInString(rest) <= 30
}
