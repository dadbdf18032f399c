package words

import "strings"

// Detail says a message of the API, which is English, in a language. What the table does not know stays as it is, and the language tells.
func Detail(l Language, message string) (string, Language) {
	if l != Chinese {
		return message, English
	}
	for _, d := range chineseDetails {
		if parts, same := matched(d.english, message); same {
			return d.chinese.Of(parts...), Chinese
		}
	}
	return message, English
}

// matched returns what stands in a message where a pattern has a *, and whether all else is the same. A part is as short as it can be, the last as long.
func matched(pattern, message string) ([]string, bool) {
	first, rest, found := strings.Cut(pattern, "*")
	message, begins := strings.CutPrefix(message, first)
	if !begins || !found {
		return nil, begins && message == ""
	}
	next, _, more := strings.Cut(rest, "*")
	if !more {
		part, ends := strings.CutSuffix(message, next)
		return []string{part}, ends
	}
	for at := 0; ; at++ {
		found := strings.Index(message[at:], next)
		if found < 0 || next == "" {
			return nil, false
		}
		at += found
		if parts, same := matched(rest, message[at:]); same {
			return append([]string{message[:at]}, parts...), true
		}
	}
}

// said is a message with a * for each part that differs, and the same in Chinese.
type said struct {
	english string
	chinese Form
}

// chineseDetails are the messages that a page may show. The first that matches counts.
var chineseDetails = []said{
	{"there is no parameter *", "没有叫 %s 的参数"},
	{"is given more than once", "给了不止一次"},
	{"is not valid UTF-8", "不是有效的 UTF-8"},
	{"not valid UTF-8", "不是有效的 UTF-8"},
	{"the name is not valid UTF-8", "名字不是有效的 UTF-8"},
	{"holds a NUL character", "里面有 NUL 字符"},
	{"is missing", "缺了"},
	{"has * characters, at most * are taken", "有 %s 个字，最多 %s 个"},
	{"more than * filter values are given", "筛选值超过 %s 个"},
	{"is no filter; filters are *", "不是筛选项；筛选项有 %s"},
	{"* is none of *", "%s 不在其中：%s"},
	{"is none of the choices", "不在可选的值之中"},
	{"* is not a whole number in range", "%s 不是范围内的整数"},
	{"* is neither true nor false", "%s 不是 true 也不是 false"},
	{"* is no zone; write a name such as Asia/Shanghai or UTC", "%s 不是时区；请写 Asia/Shanghai 或 UTC 这样的名字"},
	{"must be true", "只能是 true"},
	{"must be count or share", "只能是 count 或 share"},
	{"must be relevance, newest or oldest", "只能是 relevance、newest 或 oldest"},
	{"must be story or none", "只能是 story 或 none"},
	{"must be auto, year, month, week, day, hour or none", "只能是 auto、year、month、week、day、hour 或 none"},
	{"must be a number from 0 to *", "要是 0 到 %s 的数"},
	{"must be a number from 1 on", "要是从 1 起的数"},
	{"page x size may be at most *; go on with the cursor of an answer", "页码乘以每页条数最多 %s；再往后请用回答里的续页标记"},
	{"is longer than any cursor an answer gives", "比任何续页标记都长"},
	{"stands instead of page; give one of them", "不能和页码一起给"},
	{"is not a cursor of an answer", "不是回答里给出的续页标记"},
	{"belongs to another search: send the same parameters as before", "属于另一次检索：其他参数要和先前一样"},
	{"is one of a search; an export goes on with one of an export", "是检索的续页标记；导出要用导出的"},
	{"is later than to", "晚于结束日期"},
	{"* gives more than * bars from * to *; narrow from and to, or take a wider interval", "按 %s 会有超过 %s 根柱子，从 %s 到 %s；请缩短时间范围，或者换更长的单位"},

	{"is no parameter of trends", "不是趋势的参数"},
	{"* queries are given, at most * are taken", "给了 %s 个检索词，最多 %s 个"},
	{"trends need one: auto, year, month, week or day", "趋势要有时间单位：auto、year、month、week 或 day"},
	{"say what to look for: one to * queries", "要说找什么：1 到 %s 个检索词"},
	{"is longer than an ID can be", "比任何编号都长"},
	{"this page has no parameters", "这一页没有参数"},
	{"this page has no such parameter", "这一页没有这个参数"},
	{"is not the number of a match", "不是一条记录的号码"},

	{"* is not a date; write 2024, 2024-07, 2024-07-21, today or -7d", "%s 不是日期；请写 2024、2024-07、2024-07-21、today 或 -7d"},
	{"* is not a date", "%s 不是日期"},
	{"*: years go from 1 to 9999", "%s：年份从 1 到 9999"},
	{"*: there is no month *", "%s：没有 %s 月"},
	{"*: that month has no day *", "%s：那个月没有 %s 日"},
	{"* ends before it begins", "%s 的结束早于开始"},

	{"*: stands inside *:(…); a field cannot hold another", "%s: 在 %s:(…) 里面；一个字段里不能再有字段"},
	{"*: needs a date after it, such as *:2024-07", "%s: 后面要有日期，例如 %s:2024-07"},
	{`exact: needs a word or a quoted phrase after it, such as exact:"WiFi"`, `exact: 后面要有词或带引号的短语，例如 exact:"WiFi"`},
	{"*: needs a word, a quoted phrase or a group in brackets after it", "%s: 后面要有词、带引号的短语或括号"},
	{"*: compares whole values, so NEAR cannot stand inside it", "%s: 比的是整个值，里面不能用 NEAR"},
	{"* needs a distance from 1 to *, as in NEAR/5", "%s 要有 1 到 %s 的距离，例如 NEAR/5"},
	{"a leading - or ! leaves out the word that touches it, as in -天气; there is none", "开头的 - 或 ! 去掉紧跟着的词，例如 -天气；这里没有词"},
	{"the query is not valid UTF-8 from here on", "从这里起不是有效的 UTF-8"},
	{"* joins two words or two quoted phrases; join groups with AND", "%s 连接两个词或两个带引号的短语；括号之间请用 AND"},
	{"brackets are nested deeper than *", "括号套了 %s 层以上"},
	{"a query may have * words, phrases and dates; this is one more", "检索式最多 %s 个词、短语和日期，这是多出来的一个"},

	{"the URL is longer than the * bytes that are taken here", "地址超过了这里收的 %s 字节"},
	{"* parameters, at most * are taken", "有 %s 个参数，最多 %s 个"},
	{"the query string cannot be read: it holds a % that is not followed by two hexadecimal digits, or a ; that is not written %3B", "地址里的参数读不懂：百分号后面不是两位十六进制数，或者分号没有写成 %%3B"},
	{"bodies must be sent without Content-Encoding", "正文不能带 Content-Encoding"},
	{"this path does not take the method; it takes *", "这个地址不接受这种请求；可以用 %s"},
	{"this tells of all articles, and your token is for a part of them", "这里说的是全部文章，您的口令只管其中一部分"},
	{"the token is not one of this server", "口令不是这台服务器的"},
	{`reading needs a token: send it as "Authorization: Bearer TOKEN", or as the password of a browser`, `阅读需要口令：程序用 "Authorization: Bearer 口令" 发送，浏览器填在密码里`},
	{"you ask faster than you may; wait a little", "请求快过了允许的速度，请等一等"},
	{"too many wrong tokens came from your address; wait a little", "从您的地址来的口令错得太多，请等一等"},

	{"the server failed to answer; its log tells more under the request id of this answer", "服务器没能回答；日志里按这一页的请求编号可以查到原因"},
	{"the search took too long and was stopped; make it narrower", "检索用时太长，已经停下；请缩小范围"},
	{"the request was given up before it was answered", "请求在答复之前取消了"},
	{"the server has more to do than it can; try again in a moment", "服务器忙不过来，请过一会儿再试"},
	{"search is not available right now", "现在无法检索"},
	{"the data folder is held by another process", "数据目录正被另一个程序占用"},
	{"stored data is damaged; rebuild the index, or restore a copy of the data folder", "存储的数据有损坏；请重建索引，或从备份恢复"},
}
