package query

import (
	"fmt"
	"strings"
	"unicode"
)

// kind is what a token is.
type kind int

const (
	end     kind = iota // end of the query
	word                // text as typed
	phrase              // text between quotes
	nothing             // the value of a field prefix that turned out empty
	open                // (
	shut                // )
	and                 // AND
	or                  // OR or |
	not                 // NOT, or a leading - or !
	near                // NEAR/n
	prefix              // title: and the like; text is the field's name
)

// token is a piece of a query. pos is its first code point.
type token struct {
	kind     kind
	text     string
	pos      int
	distance int  // of near
	sign     bool // a not that is written as a sign: it belongs to what touches it
}

// fieldNames maps what may stand before a colon, in lower case, to the name of the field.
var fieldNames = map[string]string{
	"title": "title", "标题": "title", "body": "body", "正文": "body",
	"source": "source", "来源": "source", "site": "site", "站点": "site", "author": "author", "作者": "author",
	"category": "category", "栏目": "category", "tag": "tag", "标签": "tag", "lang": "lang", "语言": "lang",
	"exact": "exact", "date": "date", "before": "before", "after": "after",
}

func isOpen(r rune) bool  { return r == '(' || r == '（' }
func isShut(r rune) bool  { return r == ')' || r == '）' }
func isSign(r rune) bool  { return r == '-' || r == '－' || r == '!' }
func isColon(r rune) bool { return r == ':' || r == '：' }

// isWordRune reports whether r can stand in a bare word.
func isWordRune(r rune) bool {
	return !unicode.IsSpace(r) && !isOpen(r) && !isShut(r) && !isQuote(r) && r != '|'
}

// isInvisible holds for zero-width, bidi and other control characters and for variation selectors.
func isInvisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// isBlank reports whether nothing of text can be seen.
func isBlank(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !isInvisible(r) && !unicode.IsSpace(r) }) < 0
}

// isPunctuation reports whether text is punctuation and operators of mathematics only; currency signs and emoji are not.
func isPunctuation(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return !isInvisible(r) && !unicode.IsPunct(r) && !unicode.In(r, unicode.Sm, unicode.Sk)
	}) < 0
}

// errorAt makes a *SyntaxError.
func errorAt(pos int, format string, args ...any) error {
	return &SyntaxError{Position: pos, Message: fmt.Sprintf(format, args...)}
}

// short cuts a text that goes into a message.
func short(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
