package words

import (
	"net/http"

	"xunbao/search"
)

var english = Words{
	Tag: "en", Self: "English", Label: "Language",
	Colon: ": ", Comma: ", ", Semicolon: "; ", Stop: ".",
	Site: Site{
		Name: "Xunbao", Home: "Xunbao, first page", Nav: "Other pages", Help: "Help", Status: "Status", Saved: "Saved searches", Start: "Xunbao: search Chinese news", Title: "%s - Xunbao", Skip: "Skip to the content",
		Articles: Counted{"# article", "# articles"}, JSON: "This page as JSON",
		Sample: "About the samples", SampleNote: "These are the built-in sample articles; their outlets, people and events are invented. To load your own: ",
		SampleCommand: "xunbao reindex --data DIR your-file.jsonl", Feed: "%s: this search", Foot: "This site",
	},
	Field: map[search.Field]string{
		search.Source: "Outlet", search.Site: "Site", search.Category: "Section", search.Tag: "Tag", search.Author: "Author", search.Lang: "Language",
	},
	Theme: Theme{Label: "Colours", Auto: "Auto", Light: "Light", Dark: "Dark"},
	Box:   Box{Label: "Search words", Hint: "A name, place or event; quote a whole sentence", Button: "Search"},
	Time: Time{
		Unknown: "Date unknown", Now: "Just now", Today: "Today", Yesterday: "Yesterday", Before: "Two days ago",
		Minutes: Counted{"# minute ago", "# minutes ago"}, Hours: Counted{"# hour ago", "# hours ago"},
		Year: "2006", Month: "January 2006", Day: "2 January 2006", DayOfYear: "2 January",
		Exact: "2 January 2006, 15:04 (UTC-07:00)", ExactSeconds: "2 January 2006, 15:04:05 (UTC-07:00)", Future: "2 January 2006, 15:04",
		HourFrom: "2 January, 15:04", HourTo: "15:04", At: "%s, %s", Span: "%s to %s",
		Milliseconds: "%s ms", Seconds: "%s s", From: "from %s", To: "until %s", Both: "%s to %s", Undated: "No date", Label: "Date",
		Spoken: map[string]string{
			"today": "today", "yesterday": "yesterday", "今天": "today", "昨天": "yesterday", "前天": "two days ago", "本周": "this week", "上周": "last week",
			"本月": "this month", "上月": "last month", "今年": "this year", "去年": "last year",
		},
		Week: "Past week", LastMonth: "Past month", LastYear: "Past year",
		Relative: []string{"today", "yesterday", "last 7 days", "this week", "last week", "this month", "last month", "this year", "last year"},
		Interval: map[search.Interval]string{search.Year: "by year", search.Month: "by month", search.Week: "by week", search.Day: "by day", search.Hour: "by hour"},
	},
	Search: Search{
		Newest: "Latest articles", ResultsOf: ", results", About: Counted{"About # article", "About # articles"}, Total: Counted{"# article", "# articles"},
		Hits:        Counted{" in # result", " in # results"},
		RelaxedMost: "No article has all of the words; these have most of them.", RelaxedAny: "These articles may lack some of the words; the closest come first.",
		Trends: "Trends", Feed: "Feed", FeedNote: "New articles arrive in your feed reader",
		Results: "Results", Sorts: "Order", Stories: "Reprints", ByRelevance: "Best match", ByNewest: "Newest", ByOldest: "Oldest",
		Collapsed: "One per story", Every: "Every article", Export: "Export all results: ", Meant: "Did you mean: ", Share: "Share", ShareNote: "This address is the search with its filters as they stand:",
	},
	Understood: Understood{
		Label: "How the query was read", Cut: ", cut into ", More: "How to write a query",
		Term: "%s in the headline or the text", Phrase: "“%s”, letter for letter", Exact: "“%s”, script and case as typed too", Not: "without %s", Or: "any of %s", And: "all of %s",
		Field: "%s: %s", Date: "published: %s", Near: "%s and %s, at most %s characters apart", Title: "headline", Body: "text",
	},
	Filter: Filter{
		Label: "Filters and dates", Chips: "Filters in force", Clear: "Remove all", Remove: "Remove the filter %s",
		Range: "Range of dates", From: "From", To: "To", Apply: "Apply", FromHint: "2024-07-21, last week", ToHint: "today", Calendar: "Pick from a calendar", First: "First day", Last: "Last day",
		Histogram: "Over time", HistogramOf: "Articles over time, %s to %s", Bar: "%s: %s", Articles: Counted{"# article", "# articles"},
		Undated: Counted{"# without a date", "# without a date"},
		Unsaid:  "Not stated", Chosen: ", chosen", Find: "Find in: %s", FindButton: "Find", More: Counted{"# more", "# more"},
	},
	Hit: Hit{Untitled: "(no headline)", Reprints: Counted{"# more version", "# more versions"}, OutletReprints: Counted{"# more outlet", "# more outlets"}, All: Counted{"All # versions", "All # versions"}, Others: " and others"},
	Pager: Pager{
		Label: "Pages", Prev: "Previous", Next: "Next", Page: "Page %s", Current: "Page %s, this page",
		Deepest: "Page numbers end here (after %s results). “Next” goes on without numbers; filters for dates or outlets get there sooner.",
	},
	Empty: Empty{
		Collection: "There are no articles here yet", Load: "Load some with this command, then reload the page", Command: "xunbao add --data DIR your-file.jsonl",
		CountsOnly: "Counts were asked for, and no articles", ShowArticles: "Show the articles", NoPage: "There is no page %s", LastPage: "The last page is page %s",
		End: "This is the end", First: "Back to the first page", Nothing: "No articles found", Unfilter: "Search without filters", Unquote: "Search without quotes: %s",
		Reword: "Try other words, or fewer", Spelling: "Check for slips; simplified and traditional characters, full and half width are the same", Latest: "See the latest articles",
	},
	Article: Article{
		Back: "Back to the results", Latest: "Latest articles", Author: "By ", Versions: Counted{"# version", "# versions"}, Bodiless: "This article is a headline without a text.",
		Facts: "About this article", Editors: "Editors", Updates: "Updates", LeftOut: "Left out", Original: "Original",
		Changed: Counted{"# time since it was taken in; ", "# times since it was taken in; "}, ChangedLast: "last ",
		Lines: Counted{"# line that recurs on this site: ", "# lines that recur on this site: "},
		Story: Counted{"# version of this story", "# versions of this story"}, This: "this one", Unlisted: Counted{"# later version is not listed.", "# later versions are not listed."},
		StoryFailed: "The list of reprints cannot be read right now; try again later.", Related: "Related articles", Cite: "Cite", CiteNote: "As GB/T 7714 has it, ready to be copied:",
	},
	Compare: Compare{
		Title: "Two versions", Lead: "Two articles about one thing: what stands in one of them only.", Link: "Compare", Swap: "The other way round", This: "This: %s", Other: "Other: %s",
		Only: "Only in this one", OnlyOther: "Only in the other one", Changed: Counted{"# paragraph changed", "# paragraphs changed"}, Added: Counted{"# more here", "# more here"},
		Gone: Counted{"# missing here", "# missing here"}, Same: Counted{"# paragraph the same", "# paragraphs the same"},
		Equal: "The text is the same", Script: " Traditional and simplified characters count as the same, and so do quotation marks.", Headline: "Headline", Text: "Text",
	},
	Why:     Why{Link: "Why this one?", Title: "How this article meets the query", Met: "met", Missed: "not met", Query: "The query was cut into", Article: "Nearest in the article"},
	Matches: Matches{Count: Counted{"# place matches", "# places match"}, Left: Counted{"# more", "# more"}, Label: "Places of the query"},
	Trend: Trend{
		Title: "Trends", Lead: "When a phrase was in the news: up to five queries on one line of time, as numbers of articles or as shares of all coverage.",
		Form: "Compare queries", Button: "Compare", Query: "Query %s", Chart: "Chart", Views: "What to draw", Intervals: "Unit of time", Auto: "auto",
		Counts: "Articles", Shares: "Share of all coverage", Figures: "Figures", Time: "Time", Coverage: "All coverage",
		Nothing:     "No article with a date was found, so there is no trend to draw.",
		RelaxedMost: "“%s”: no article has all of the words; those with most of them are counted. Quotes count exact matches only.",
		RelaxedAny:  "“%s”: articles like it are counted, which may lack some of the words. Quotes count exact matches only.",
		Inexact:     "Some articles cannot be read; the figures are not complete.", Merged: "There are many spans of time: chart and table join neighbours. The JSON of this page has each.",
		Total: "%s, %s of the coverage", About: "about %s, %s of the coverage", Undated: Counted{" (# without a date is not in the chart)", " (# without a date are not in the chart)"},
		Mark: "%s, %s: %s, %s of the coverage", Peak: "%s: %s, most in %s: %s, %s of the coverage", Heading: "%s, %s, %s",
		KindCounts: "Number of articles", KindShares: "Share of all coverage", Table: ". The table below has the same figures.",
	},
	Fault: Fault{
		Query: "The query at fault: ", End: "(ends here)", Home: "To the first page",
		Known: map[string]Trouble{
			"invalid_parameter": {"The address has a parameter that is not right", "Check the address, or search again."},
			"invalid_query":     {"The query is not complete", "It stops making sense at the mark. Check that quotes and brackets come in pairs and that AND, OR and NOT have words beside them; to look for these signs themselves, quote them."},
			"not_found":         {"There is no such page", "The address may be mistyped, or the page is gone."},
			"no_article":        {"There is no such article", "It may have been deleted, or the link is not complete. Search again with words of its headline."},
			"timeout":           {"The search took too long and was stopped", "Use more specific words, or add filters for dates or outlets, and try again."},
			"overloaded":        {"Too many people are searching", "The server is busy; reload the page in a few seconds."},
			"too_many_requests": {"Too many requests", "Slow down a little, and reload the page in a few seconds."},
			"too_many_attempts": {"Too many wrong passwords", "Try again in a minute."},
			"token_missing":     {"A password is needed", "Articles here are read with a token: reload the page, take any user name, and give the token as the password. Whoever runs the server hands tokens out."},
			"token_wrong":       {"The password is wrong", "Reload the page and give it again."},
			"forbidden":         {"This is not for your token", "Your token is for a part of the articles."},
			"unavailable":       {"Search is not available right now", "The index is being opened or rebuilt; reload the page in a moment."},
			"canceled":          {"The request was cancelled", "Reload the page."},
			"damaged":           {"Stored data is damaged", "The operator should look at the log, rebuild the index with xunbao reindex, or restore a backup."},
		},
		Status: map[int]string{
			http.StatusUnauthorized: "Credentials are needed", http.StatusForbidden: "This is not allowed", http.StatusMethodNotAllowed: "This address does not take such a request",
			http.StatusRequestEntityTooLarge: "What was sent is too large", http.StatusRequestURITooLong: "The address is too long",
			http.StatusTooManyRequests: "Too many requests; try again later", http.StatusServiceUnavailable: "Not available right now; try again later",
		},
		Server:  Trouble{"Something went wrong on the server", "It has been logged. Reload the page in a while; if it goes on, tell the operator."},
		Request: Trouble{"The request cannot be answered", "Check the address, or search again from the first page."},
		Parameter: map[string]string{
			"q":        "The query is UTF-8 text of at most 256 characters.",
			"from":     "The first date is written 2024, 2024-07, 2024-07-21, today, yesterday, -7d or -3m, and is not after the last.",
			"to":       "The last date is written 2024, 2024-07, 2024-07-21, today, yesterday, -7d or -3m, and is not before the first.",
			"sort":     "The orders are relevance, newest and oldest.",
			"page":     "A page is a whole number from 1; page times size is at most 10,000.",
			"size":     "The size of a page is a whole number from 0 to 100.",
			"cursor":   "This mark for going on is wrong or no longer good; begin again from the first page.",
			"collapse": "Reprints are shown as story (one hit a story) or none (every article).",
			"interval": "The units of time are auto, year, month, week, day, hour and none.",
			"compare":  "Compare names the ID of another article.",
			"why":      "This can only be true.",
			"tz":       "A time zone is named like Asia/Shanghai.",
			"view":     "The chart draws count (articles) or share (of all coverage).",
			"ui":       "The languages are zh (Chinese) and en (English).",
			"theme":    "The colours are auto (as the system), light and dark.",
			"facets":   "Facets are some of source, site, category, tag, author and lang, with commas between.",
			"source":   filterEnglish, "site": filterEnglish, "category": filterEnglish, "tag": filterEnglish, "author": filterEnglish, "lang": filterEnglish,
		},
	},
}

const filterEnglish = "A filter has at most 200 characters, and there are at most 100 of them."
