package ui

import "xunbao/search"

// DateForm narrows a search to a range of days and keeps everything else.
type DateForm struct {
	From, To string   // of the inputs, as they were given, or empty
	Words    []string // that the inputs offer
	Keep     []Parameter
	Quick    []Link
}

// quickRanges reach from some time ago until now.
var quickRanges = []struct{ label, from string }{
	{"近一周", "-7d"},
	{"近一月", "-1m"},
	{"近一年", "-12m"},
}

// dateWords are some of the relative dates that from and to take.
func dateWords() []string {
	return []string{"今天", "昨天", "前天", "近7天", "最近三天", "本周", "上周", "本月", "上月", "今年", "去年"}
}

func newDateForm(r search.Request) DateForm {
	form := DateForm{From: r.FromText, To: r.ToText, Words: dateWords(), Keep: keep(r.Values(), "from", "to", "page", "cursor")}
	for _, q := range quickRanges {
		target := changed(undated(r), func(r *search.Request) { r.FromText = q.from })
		form.Quick = append(form.Quick, Link{Label: q.label, URL: searchURL(target), Current: r.FromText == q.from && r.ToText == ""})
	}
	return form
}
