package words

// Script is what pages say that answer at once, with JavaScript.
type Script struct {
	Suggestions  string // label of the list below the search box
	Offered      string // how many there are, where # is
	Correction   string // said before a suggestion that replaces what was typed
	Copy, Copied string
	Keys         Keys
	Lost         Lost
}

// Lost is said while the server cannot be reached, and when it can be again.
type Lost struct{ Label, Note, Back string }

// Keys is the list of single keys.
type Keys struct {
	Title                                       string
	Search, Results, Open, Matches, Chart, List string
	Single, Close                               string
}

var chineseScript = Script{
	Suggestions: "检索建议", Offered: "有 # 条建议，用上下键选择", Correction: "改为",
	Copy: "复制", Copied: "已复制",
	Keys: Keys{
		Title: "键盘快捷键", Search: "到检索框", Results: "下一条、上一条结果", Open: "打开这条结果", Matches: "文章里下一处、上一处相符的文字",
		Chart: "在时间图上移动；按住 Shift 选一段，回车应用", List: "这份清单", Single: "使用单键快捷键", Close: "关闭",
	},
	Lost: Lost{Label: "连接", Note: "连不上服务器。这一页还能读，输入的文字也都在；要打开的页面，连上以后会自动打开。", Back: "已重新连上服务器"},
}

var englishScript = Script{
	Suggestions: "Suggestions", Offered: "Suggestions: #; choose with the arrow keys", Correction: "instead",
	Copy: "Copy", Copied: "Copied",
	Keys: Keys{
		Title: "Keyboard shortcuts", Search: "to the search box", Results: "next and previous result", Open: "open the result",
		Matches: "next and previous match in an article", Chart: "move on the chart; with Shift choose a range, Enter applies it", List: "this list",
		Single: "Use single-key shortcuts", Close: "Close",
	},
	Lost: Lost{
		Label: "Connection", Note: "The server cannot be reached. This page and what you typed are still here; what you open now opens by itself when it is back.",
		Back: "The server is back",
	},
}
