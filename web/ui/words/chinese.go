package words

import (
	"net/http"

	"xunbao/search"
)

var chinese = Words{
	Tag: "zh-CN", Self: "中文", Label: "界面语言",
	Colon: "：", Comma: "、", Semicolon: "；", Stop: "。",
	Site: Site{
		Name: "寻报", Home: "寻报首页", Nav: "其他页面", Help: "帮助", Status: "状态", Saved: "已存检索", Start: "寻报：中文新闻检索", Title: "%s - 寻报", Skip: "跳到正文",
		Articles: always("收录 # 篇文章"), JSON: "本页的 JSON",
		Sample: "样例说明", SampleNote: "这里显示的是内置的样例文章，媒体、人物和事件都是虚构的。载入自己的文章：",
		SampleCommand: "xunbao reindex --data DIR 你的文件.jsonl", Feed: "%s：本次检索", Foot: "本站",
	},
	Field: map[search.Field]string{
		search.Source: "来源", search.Site: "站点", search.Category: "栏目", search.Tag: "标签", search.Author: "作者", search.Lang: "语言",
	},
	Theme: Theme{Label: "配色", Auto: "随系统", Light: "浅色", Dark: "深色"},
	Box:   Box{Label: "检索词", Hint: "人名、地名、事件，或用引号括住整句", Button: "检索"},
	Time: Time{
		Unknown: "时间不详", Now: "刚刚", Today: "今天", Yesterday: "昨天", Before: "前天",
		Minutes: always("# 分钟前"), Hours: always("# 小时前"),
		Year: "2006年", Month: "2006年1月", Day: "2006年1月2日", DayOfYear: "1月2日",
		Exact: "2006年1月2日 15:04（UTC-07:00）", ExactSeconds: "2006年1月2日 15:04:05（UTC-07:00）", Future: "2006年1月2日 15:04",
		HourFrom: "1月2日15:04", HourTo: "15:04", At: "%s %s", Span: "%s至%s",
		Milliseconds: "%s 毫秒", Seconds: "%s 秒", From: "%s 起", To: "%s 止", Both: "%s 至 %s", Undated: "无日期", Label: "时间",
		Spoken: map[string]string{"today": "今天", "yesterday": "昨天"},
		Week:   "近一周", LastMonth: "近一月", LastYear: "近一年",
		Relative: []string{"今天", "昨天", "前天", "近7天", "最近三天", "本周", "上周", "本月", "上月", "今年", "去年"},
		Interval: map[search.Interval]string{search.Year: "按年", search.Month: "按月", search.Week: "按周", search.Day: "按日", search.Hour: "按小时"},
	},
	Search: Search{
		Newest: "最新文章", ResultsOf: " 的检索结果", About: always("约 # 篇"), Total: always("共 # 篇"), Hits: always("，# 条"),
		RelaxedMost: "没有文章包含全部词语，下面的文章包含其中大部分。", RelaxedAny: "下面的文章未必包含全部词语，最相近的在前。",
		Trends: "趋势", Feed: "订阅", FeedNote: "新文章一到，阅读器里就有",
		Results: "结果", Sorts: "排序", Stories: "转载", ByRelevance: "相关", ByNewest: "最新", ByOldest: "最早",
		Collapsed: "合并转载", Every: "逐篇列出", Export: "导出全部结果：", Meant: "您要找的是不是：", Share: "分享", ShareNote: "这个地址就是现在的检索和筛选：",
	},
	Understood: Understood{
		Label: "检索式是怎样理解的", Cut: "，切成 ", More: "怎样写检索式",
		Term: "标题或正文里有 %s", Phrase: "“%s”，一字不差地连在一起", Exact: "“%s”，连繁简、大小写也照原样", Not: "不要：%s", Or: "至少有一个：%s", And: "都要有：%s",
		Field: "%s：%s", Date: "发表时间：%s", Near: "%s 和 %s，相距不超过 %s 个字", Title: "标题", Body: "正文",
	},
	Filter: Filter{
		Label: "筛选与时间", Chips: "生效的条件", Clear: "全部去掉", Remove: "去掉条件：%s",
		Range: "时间范围", From: "从", To: "到", Apply: "应用", FromHint: "2024-07-21、上周", ToHint: "今天", Calendar: "用日历选", First: "第一天", Last: "最后一天",
		Histogram: "时间分布", HistogramOf: "文章的时间分布，%s至%s", Bar: "%s，%s", Articles: always("# 篇"), Undated: always("无日期 # 篇"),
		Unsaid: "未注明", Chosen: "，已选", Find: "在%s中查找", FindButton: "查找", More: always("更多（#）"),
	},
	Hit: Hit{Untitled: "（无标题）", Reprints: always("另有 # 篇转载"), OutletReprints: always("另有 # 家转载"), All: always("全部 # 个版本"), Others: " 等"},
	Pager: Pager{
		Label: "翻页", Prev: "上一页", Next: "下一页", Page: "第 %s 页", Current: "第 %s 页，当前页",
		Deepest: "页码到此为止（前 %s 条）；“下一页”会继续往后，但不再有页码。加上时间或来源的筛选更容易找到。",
	},
	Empty: Empty{
		Collection: "这里还没有文章", Load: "用下面的命令载入文章，然后刷新本页", Command: "xunbao add --data DIR 你的文件.jsonl",
		CountsOnly: "只要了统计，没有要文章", ShowArticles: "显示文章", NoPage: "没有第 %s 页", LastPage: "最后一页是第 %s 页",
		End: "已经到底了", First: "回到第一页", Nothing: "没有找到文章", Unfilter: "去掉全部筛选条件再找", Unquote: "去掉引号再找：%s",
		Reword: "换个说法，或少用几个词", Spelling: "检查有没有错别字；繁体和简体、全角和半角不必区分", Latest: "看看最新文章",
	},
	Article: Article{
		Back: "返回检索结果", Latest: "最新文章", Author: "作者：", Versions: always("共 # 个版本"), Bodiless: "这篇文章只有标题，没有正文。",
		Facts: "文章信息", Editors: "编辑", Updates: "更新", LeftOut: "略去", Original: "原文",
		Changed: always("收录后 # 次，"), ChangedLast: "最近一次：", Lines: always("本站常见的 # 行："),
		Story: always("同一篇稿件的 # 个版本"), This: "本篇", Unlisted: always("另有 # 个更晚的版本没有列出。"),
		StoryFailed: "转载列表暂时读不出来，稍后再试。", Related: "相关报道", Cite: "引用", CiteNote: "按 GB/T 7714 著录，可以直接复制：",
	},
	Compare: Compare{
		Title: "版本对照", Lead: "同一件事的两篇文章，哪些字句只在其中一篇里。", Link: "对照差别", Swap: "对调", This: "本篇：%s", Other: "对照：%s",
		Only: "只在本篇里", OnlyOther: "只在对照的一篇里", Changed: always("改动 # 段"), Added: always("本篇多 # 段"), Gone: always("本篇少 # 段"), Same: always("相同 # 段"),
		Equal: "正文相同", Script: "繁体和简体、两种引号不算差别。", Headline: "标题", Text: "正文",
	},
	Why:     Why{Link: "为什么找到这篇", Title: "这篇文章怎样符合检索式", Met: "符合", Missed: "不符合", Query: "检索词切成", Article: "文章里最接近的地方"},
	Matches: Matches{Count: always("检索词出现 # 处"), Left: always("还有 # 处"), Label: "检索词的位置"},
	Trend: Trend{
		Title: "趋势", Lead: "一个说法什么时候报得多：最多五个检索词，在同一条时间线上比较篇数，或占同期全部报道的比例。",
		Form: "比较检索词", Button: "比较", Query: "检索词 %s", Chart: "图", Views: "画什么", Intervals: "时间单位", Auto: "自动",
		Counts: "篇数", Shares: "占全部报道的比例", Figures: "数字", Time: "时间", Coverage: "全部报道",
		Nothing:     "没有找到带日期的文章，画不出趋势。",
		RelaxedMost: "“%s”：没有文章包含全部词语，数的是包含其中大部分的文章。加引号可以只数完全相符的。",
		RelaxedAny:  "“%s”：数的是相近的文章，未必包含全部词语。加引号可以只数完全相符的。",
		Inexact:     "有的文章读不出来，数字不完整。", Merged: "时段太多，图和表里把相邻的几个合在一起；本页的 JSON 里有每一个。",
		Total: "共 %s，占 %s", About: "约 %s，占 %s", Undated: always("（其中 # 篇时间不详，不在图里）"),
		Mark: "%s，%s：%s，占 %s", Peak: "%s：共 %s，最高在%s，%s，占 %s", Heading: "%s，%s，%s",
		KindCounts: "文章篇数", KindShares: "占全部报道的比例", Table: "。下面的表格有同样的数字。",
	},
	Status: chineseStatus, Saved: chineseSaved, Help: chineseHelp,
	Fault: Fault{
		Query: "出错的检索词：", End: "（到此为止）", Home: "回到首页",
		Known: map[string]Trouble{
			"invalid_parameter": {"地址里的参数不对", "请检查地址栏，或者重新检索。"},
			"invalid_query":     {"检索式写得不完整", "从标出的位置起读不懂了。请检查引号、括号是否成对，AND、OR、NOT 两边是否都有词；要找这些符号本身，请用引号括起来。"},
			"not_found":         {"没有这个页面", "地址可能抄错了，或者页面已经不在。"},
			"no_article":        {"没有这篇文章", "它可能已被删除，或者链接不完整。可以用标题里的词再检索一次。"},
			"timeout":           {"检索用时太长，已经停下", "换更具体的词，或者加上时间、来源的筛选，再试一次。"},
			"overloaded":        {"来检索的人太多", "服务器正忙，请过几秒刷新本页。"},
			"too_many_requests": {"请求太频繁", "请慢一点，过几秒刷新本页。"},
			"too_many_attempts": {"口令错得太多", "请过一分钟再试。"},
			"token_missing":     {"需要口令", "这里的文章凭口令阅读：请刷新本页，用户名随意，密码填口令。没有口令，请向管理员要。"},
			"token_wrong":       {"口令不对", "请刷新本页，重新填写口令。"},
			"forbidden":         {"这一页不在您的权限之内", "您的口令只能阅读一部分文章。"},
			"unavailable":       {"暂时无法检索", "索引正在打开或重建，请过一会儿刷新本页。"},
			"canceled":          {"请求已取消", "请刷新本页。"},
			"damaged":           {"存储的数据有损坏", "请管理员查看日志，用 xunbao reindex 重建索引，或从备份恢复。"},
		},
		Status: map[int]string{
			http.StatusUnauthorized: "需要凭证", http.StatusForbidden: "不允许这样访问", http.StatusMethodNotAllowed: "这个地址不接受这种请求",
			http.StatusRequestEntityTooLarge: "发来的内容太大", http.StatusRequestURITooLong: "地址太长",
			http.StatusTooManyRequests: "请求太频繁，请稍后再试", http.StatusServiceUnavailable: "暂时无法服务，请稍后再试",
		},
		Server:  Trouble{"服务器出错了", "问题已经记入日志。请稍后刷新本页；一直不行的话，请告诉管理员。"},
		Request: Trouble{"请求无法处理", "请检查地址栏，或者从首页重新检索。"},
		Parameter: map[string]string{
			"q":        "检索词是 UTF-8 文字，最多 256 个字。",
			"from":     "起始日期写作 2024、2024-07、2024-07-21、today、yesterday、-7d 或 -3m，并且不晚于结束日期。",
			"to":       "结束日期写作 2024、2024-07、2024-07-21、today、yesterday、-7d 或 -3m，并且不早于起始日期。",
			"sort":     "排序只有 relevance（相关）、newest（最新）和 oldest（最早）。",
			"page":     "页码是从 1 起的整数，并且页码乘以每页条数不超过 10,000。",
			"size":     "每页条数是 0 到 100 的整数。",
			"cursor":   "这个续页标记不对或已经失效，请从第一页重新翻起。",
			"collapse": "转载方式只有 story（合并）和 none（逐篇）。",
			"interval": "时间分布的单位只有 auto、year、month、week、day、hour 和 none。",
			"compare":  "对照的是另一篇文章的编号。",
			"why":      "这里只有 true。",
			"before":   "从哪一篇往前翻：一个正整数。",
			"tz":       "时区写作 Asia/Shanghai 这样的名字。",
			"view":     "图里画的只有 count（篇数）和 share（占比）。",
			"ui":       "界面语言只有 zh（中文）和 en（英文）。",
			"theme":    "配色只有 auto（随系统）、light（浅色）和 dark（深色）。",
			"facets":   "分面是 source、site、category、tag、author、lang 中的几个，用逗号隔开。",
			"source":   filterChinese, "site": filterChinese, "category": filterChinese, "tag": filterChinese, "author": filterChinese, "lang": filterChinese,
		},
	},
}

const filterChinese = "每个筛选值最多 200 个字，全部筛选值加起来最多 100 个。"
