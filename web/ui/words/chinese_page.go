package words

var chineseStatus = Status{
	Title: "运行状态", Lead: "给管理员看的：收录了多少，索引是哪一代，正在做什么，哪些没有收下，订阅源怎么样。", Rebuilding: "正在重建索引。检索照常进行，用的是原来的一代；新的一代校验之后才换上。",
	Empty: "还没有文章。", Collection: "文章", Articles: "文章", Stories: "稿件（转载合为一件）", Oldest: "最早", Newest: "最新", LeftOut: "略去的常见行",
	Index: "索引", Generation: "代", Built: "建成", StoreSize: "文章库", IndexSize: "索引", Dictionary: "词典", Fingerprint: "分词指纹",
	Server: "服务器", Version: "版本", Started: "启动", Saved: "已存检索", Waiting: "待送达的通知", Failed: "送不到的通知", Never: "还没有", Soon: "马上",
	Feeds: "订阅源", FeedsOff: "没有设置订阅源。", Feed: "地址", Polled: "上次", Result: "结果", Next: "下次", Came: "收到",
	Running: "正在进行", Idle: "没有正在进行的收录或重建。", Refresh: "刷新", Way: map[string]string{"articles": "收录文章", "rebuild": "重建", "feed": "订阅源"},
	Stage:  map[string]string{"read": "读取", "index": "分析", "merge": "合并", "verify": "校验", "publish": "换上"},
	DoneOf: "%s / %s 篇（%s）", Done: always("# 篇"), Rate: "每秒 %s 篇", Left: "这一步大约还要 %s", Seconds: always("# 秒"), Minutes: always("# 分钟"), Hours: always("# 小时"),
	Rejected: "没有收下的记录", Accepted: "启动以来没有记录被拒收。", RejectedCount: always("启动以来 # 条"), Times: always("# 次"), Time: "时间", Sort: "来路", Origin: "位置", Reason: "原因", LineOf: "请求的第 %s 行", WholeBody: "请求",
	Report: "这里只有最近的几十条，重启后清空。发到 API 的，每条的原因都在回答里；用命令行 add 或 reindex 收录的，结束时会列出文件、行号和原因，多于 20 条时另写一个报告文件并说出它的名字。",
	Taken:  "新 %s，改 %s", Failures: always("连续失败 # 次"),
	Outcome: map[string]string{"taken": "已收取", "unchanged": "没有变化", "failed": "失败", "": "还没有"},
}

var chineseSaved = SavedSearches{
	Title: "已存检索", Lead: "存下来的检索会一直进行：新来的文章只要符合，就记在这里，也可以通知别的程序。", None: "还没有存过检索。",
	How: "用命令行存一个：", Command: "xunbao saved add 名字 '检索词'", More: "通过 API 也可以，需要写入口令。存了以后新来的文章才算。",
	Query: "检索词", Every: "（全部文章）", Created: "存于 ", Webhook: "通知 ", Matches: always("符合 # 篇"), Waiting: always("待送达 # 篇"), Failed: always("送不到 # 篇"),
	Run: "现在检索", Feed: "订阅", Back: "全部已存检索", Newest: "新近符合的文章", NoMatches: "存了以后还没有符合的文章。", Older: "更早的", Caption: "已存检索",
}

var chineseHelp = Help{
	Title: "帮助", Lead: "输入几个词就能检索。文章里有的字句，都找得到；繁体和简体、全角和半角、大写和小写不必区分。",
	Queries: "检索式", Query: "写法", Means: "找到",
	Examples: []HelpExample{
		{"水库 除险加固", "两个词都有的文章"},
		{`"除险加固工程"`, "一字不差、连在一起的字句；“”「」也可以"},
		{"高铁 OR 轮渡", "有其中任何一个；也可以写成 高铁 | 轮渡"},
		{"水库 -稻田", "有水库、没有稻田的；NOT 稻田 也一样"},
		{"(公交 OR 地铁) 新能源", "括号把条件合在一起"},
		{"标题:大模型", "标题里有的；正文: 只找正文"},
		{"来源:临溪晚报 水库", "临溪晚报的；还有 站点: 栏目: 标签: 作者: 语言:"},
		{"门诊 NEAR/10 报销", "相距不超过 10 个字，先后不论"},
		{"高铁 date:2024-06", "2024 年 6 月的；date:2024-01..2024-06、before:2024、after:2024 也行"},
		{"exact:水庫", "照原样：只要繁体的"},
		{"AI 大模型", "字母和数字不分全角半角、大小写"},
		{"水库为什么要除险加固？", "问一句话，最像答案的在前"},
	},
	Sections: []HelpSection{
		{"filters", "筛选和时间", []string{"左边的来源、栏目和站点可以选好几个：同一栏里是“或”，不同栏之间是“且”。值太多时，用栏里的小框查找。", "时间可以写 2024、2024-07、2024-07-21，也可以写 昨天、上周、近7天、去年；也可以用日历选，或者点柱形图。", "选中的条件列在结果上方，点一下就去掉。"}},
		{"stories", "转载", []string{"同一篇稿件的各家转载合成一条，点“另有几家转载”在原地展开；在文章页上可以对照两个版本，差别逐字标出。", "要一篇一篇地看，选“逐篇列出”。"}},
		{"relaxed", "找不到的时候", []string{"没有文章包含全部词语时，会放宽到包含大部分的，并且说明。加引号或用了 OR、- 这些写法的检索不会放宽。", "结果很少时会提示可能写错的字。结果下面的“检索式是怎样理解的”说明每个条件和切词。"}},
		{"pass", "分享和取用", []string{"每一种状态都在地址里：收藏、转发、前进和后退都行。", "任何检索都可以订阅（Atom、RSS、JSON Feed），也可以导出成 CSV 或 JSON Lines；页脚有本页的 JSON。"}},
		{"without", "没有 JavaScript、没有网络", []string{"关掉 JavaScript，一切照常，只是少了边输入边提示和快捷键。", "文章和索引都在服务器上：断网时打不开新的页面，已经打开的还能读；有 JavaScript 时页面下方会有提示，要打开的页面连上以后自动打开，没有时刷新即可。"}},
	},
	KeysTitle: "快捷键", Key: "键",
	Keys: []HelpKey{{"/", "到检索框"}, {"j k", "下一条、上一条结果"}, {"o", "打开选中的结果"}, {"n p", "文章里下一处、上一处检索词"}, {"?", "列出快捷键"}},
}
