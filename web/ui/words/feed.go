package words

// Feed is what a feed says of itself and of its entries.
type Feed struct {
	Newest               string // the title of a feed of everything
	Both, From, To       Form   // a range of dates
	Stories, Each        string // what an entry is
	Most, Any, Partly    string // what a subscriber should know of the list
	Matches              string
	Reprints             Counted
	TimeUnknown, DayOnly string
	Described            string // the engine, for browsers
}

var chineseFeed = Feed{
	Newest: "最新文章", Both: "%s 至 %s", From: "%s 起", To: "%s 止",
	Stories: "中文新闻检索的结果，同一篇稿件的各个转载合为一条。", Each: "中文新闻检索的结果，每篇文章一条。",
	Most: "没有文章包含全部词语，这里的文章包含其中大部分。", Any: "这里的文章未必包含全部词语。", Partly: "有的文章读不出来，结果不完整。",
	Matches: "保存的检索新匹配到的文章，同一篇稿件只有最先收到的一篇。", Reprints: always("另有 # 篇转载"),
	TimeUnknown: "发表时间不详", DayOnly: "只知道发表的日期，不知道时刻", Described: "寻报：中文新闻检索",
}

var englishFeed = Feed{
	Newest: "newest articles", Both: "%s to %s", From: "from %s", To: "up to %s",
	Stories: "Results of a search in Chinese news; all versions of a story are one entry. ", Each: "Results of a search in Chinese news; each article is an entry. ",
	Most: "No article has all the words; these have most of them. ", Any: "These articles may not have all the words. ", Partly: "Some articles could not be read: the list is not complete. ",
	Matches: "Articles that a saved search has matched; of each story the first that arrived.", Reprints: Counted{"# more version", "# more versions"},
	TimeUnknown: "The time of publication is not known", DayOnly: "Only the day of publication is known", Described: "Xunbao: search in Chinese news",
}
