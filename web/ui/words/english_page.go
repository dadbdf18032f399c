package words

var englishStatus = Status{
	Title: "Status", Lead: "For operators: what has been taken in, which generation of the index answers, what goes on, what was not taken, how the feeds stand.",
	Rebuilding: "The index is being rebuilt. Searches go on with the old generation; the new one takes over when it has been verified.",
	Empty:      "There are no articles yet.", Collection: "Articles", Articles: "Articles", Stories: "Stories (reprints are one)", Oldest: "Oldest", Newest: "Newest", LeftOut: "Recurring lines left out",
	Index: "Index", Generation: "Generation", Built: "Built", StoreSize: "Article store", IndexSize: "Index", Dictionary: "Dictionary", Fingerprint: "Fingerprint of the analysis",
	Server: "Server", Version: "Version", Started: "Started", Saved: "Saved searches", Waiting: "Notices waiting", Failed: "Notices given up", Never: "not yet", Soon: "soon",
	Feeds: "Feeds", FeedsOff: "No feeds are set.", Feed: "Address", Polled: "Last", Result: "Result", Next: "Next", Came: "Came",
	Running: "Under way", Idle: "Nothing is being taken in or rebuilt.", Refresh: "Refresh", Way: map[string]string{"articles": "Taking in articles", "rebuild": "Rebuild", "feed": "Feed"},
	Stage:  map[string]string{"read": "reading", "index": "analysing", "merge": "merging", "verify": "verifying", "publish": "publishing"},
	DoneOf: "%s of %s articles (%s)", Done: Counted{"# article", "# articles"}, Rate: "%s a second", Left: "about %s left in this stage", Seconds: Counted{"# second", "# seconds"}, Minutes: Counted{"# minute", "# minutes"},
	Hours:    Counted{"# hour", "# hours"},
	Rejected: "Records not taken", Accepted: "Every record has been taken since the server started.", RejectedCount: Counted{"# since the server started", "# since the server started"},
	Times: Counted{"once", "# times"}, Time: "Time", Sort: "Came as", Origin: "Place", Reason: "Reason", LineOf: "line %s of a request", WholeBody: "a request",
	Report: "Only the last few dozen are kept, until the server restarts. What is sent to the API is answered with the reason of each record; add and reindex on the command line end with file, line and reason, and beyond 20 write a report file and name it.",
	Taken:  "%s new, %s changed", Failures: Counted{"# failure in a row", "# failures in a row"},
	Outcome: map[string]string{"taken": "taken", "unchanged": "unchanged", "failed": "failed", "": "not yet"},
}

var englishSaved = SavedSearches{
	Title: "Saved searches", Lead: "A saved search goes on: articles that arrive and match it are recorded here, and other programs can be told.", None: "No search has been saved yet.",
	How: "Save one on the command line: ", Command: "xunbao saved add NAME 'QUERY'", More: "The API does it too, with the token for writing. Articles that arrive from then on count.",
	Query: "Query", Every: "(every article)", Created: "saved ", Webhook: "tells ", Matches: Counted{"# match", "# matches"}, Waiting: Counted{"# waiting", "# waiting"}, Failed: Counted{"# given up", "# given up"},
	Run: "Search now", Feed: "Feed", Back: "All saved searches", Newest: "What has matched lately", NoMatches: "Nothing has matched since it was saved.", Older: "Older", Caption: "Saved searches",
}

var englishHelp = Help{
	Title: "Help", Lead: "Type a few words to search. Whatever stands in an article finds it; traditional and simplified characters, full and half width, upper and lower case are the same.",
	Queries: "Queries", Query: "Typed", Means: "Finds",
	Examples: []HelpExample{
		{"水库 除险加固", "articles with both words"},
		{`"除险加固工程"`, "these letters side by side, exactly; “” and 「」 work too"},
		{"高铁 OR 轮渡", "either of them; 高铁 | 轮渡 is the same"},
		{"水库 -稻田", "with 水库 and without 稻田; NOT 稻田 is the same"},
		{"(公交 OR 地铁) 新能源", "brackets group"},
		{"title:大模型", "in the headline; body: is for the text"},
		{"source:临溪晚报 水库", "of one outlet; also site: category: tag: author: lang:"},
		{"门诊 NEAR/10 报销", "at most 10 characters apart, in either order"},
		{"高铁 date:2024-06", "of June 2024; date:2024-01..2024-06, before:2024 and after:2024 work too"},
		{"exact:水庫", "as typed: traditional only"},
		{"AI 大模型", "letters and digits, of any width and case"},
		{"水库为什么要除险加固？", "a question: what is most like an answer comes first"},
	},
	Sections: []HelpSection{
		{"filters", "Filters and dates", []string{"Choose several outlets, sections or sites at the left: any of one list, and all of the lists together. Where there are many values, look for one in the small box.", "Dates are written 2024, 2024-07, 2024-07-21, or yesterday, last week, last 7 days, last year; or pick them from the calendar, or follow a bar.", "The filters in force stand above the results; one click takes one away."}},
		{"stories", "Reprints", []string{"The reprints of one story are one result; “more outlets” opens them in place. The page of an article compares two versions, letter by letter.", "For every article by itself choose “Every article”."}},
		{"relaxed", "When little is found", []string{"Where no article has all of the words, those with most of them are shown, and the page says so. A query with quotes, OR or - is never widened.", "Where little is found, other spellings are offered. “How the query was read”, below the results, tells each demand and how it was cut into words."}},
		{"pass", "Pass on and take away", []string{"Every state is an address: bookmark it, send it, go back and forward.", "Any search is a feed (Atom, RSS, JSON Feed) and can be exported as CSV or JSON Lines; the foot of a page leads to its JSON."}},
		{"without", "Without JavaScript, without a network", []string{"With JavaScript off everything works, but for suggestions while typing and the keys.", "Articles and index are on the server: without a network no new page opens, and those that are open stay. With JavaScript a bar below says so and what you open then opens by itself when the network is back; without it, reload."}},
	},
	KeysTitle: "Keys", Key: "Key",
	Keys: []HelpKey{{"/", "to the search box"}, {"j k", "next and previous result"}, {"o", "open the chosen result"}, {"n p", "next and previous match in an article"}, {"?", "list the keys"}},
}
