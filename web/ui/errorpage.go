package ui

import (
	"net/http"

	"xunbao/web/fault"
	"xunbao/web/ui/words"
)

// ErrorPageData is the page for any answer of 400 or more.
type ErrorPageData struct {
	Layout
	Status  int
	Heading string
	Advice  string // what to do; may be empty
	Detail  string // the message that programs get; may be empty
	Foreign string // the language of the detail, where it is not that of the page
	Place   *Place // where the query stops making sense

	RequestID string // by which the log has the request
}

// Place is a query with the character at fault. At is empty when the fault is that the query ends.
type Place struct{ Before, At, After string }

const (
	codeParameter = "invalid_parameter"
	codeNoArticle = "no_article"
)

// newErrorPage decides what is said about f.
func newErrorPage(rd reader, f fault.Fault, layout Layout) ErrorPageData {
	detail, spoken := words.Detail(rd.language, f.Message)
	p := ErrorPageData{Layout: layout, Status: f.Status, Detail: detail}
	if spoken != rd.language {
		p.Foreign = words.Of(spoken).Tag
	}
	switch trouble, known := rd.Fault.Known[f.Code]; {
	case known:
		p.Heading, p.Advice = trouble.Heading, trouble.Advice
	case rd.Fault.Status[f.Status] != "":
		p.Heading = rd.Fault.Status[f.Status]
	case f.Status >= http.StatusInternalServerError:
		p.Heading, p.Advice = rd.Fault.Server.Heading, rd.Fault.Server.Advice
	default:
		p.Heading, p.Advice = rd.Fault.Request.Heading, rd.Fault.Request.Advice
	}
	if f.Code == codeParameter && f.Field != "" {
		if advice := rd.Fault.Parameter[f.Field]; advice != "" {
			p.Advice = advice
		}
		p.Detail = f.Field + ": " + detail
	}
	if f.Status == http.StatusNotFound {
		p.Detail = ""
	}
	if f.Position != nil {
		p.Place = newPlace(layout.Box.Query, *f.Position)
	}
	p.Title = rd.Site.Title.Of(p.Heading)
	return p
}

// newPlace splits a query at a code point.
func newPlace(query string, position int) *Place {
	runes := []rune(query)
	at := min(max(position, 0), len(runes))
	end := min(at+1, len(runes))
	return &Place{Before: string(runes[:at]), At: string(runes[at:end]), After: string(runes[end:])}
}
