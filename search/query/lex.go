package query

import (
	"strconv"
	"strings"
	"unicode"
)

// lexer cuts a query into tokens.
type lexer struct {
	runes  []rune
	last   map[string]int // see lastOf
	i      int
	depth  int // of open brackets
	tokens []token
	spare  []token // operators and punctuation: the words of a query that has nothing else
	sign   int     // position of the first - or !, -1 for none
}

func newLexer(input string) *lexer {
	return &lexer{runes: []rune(input), last: map[string]int{}, sign: -1}
}

// run reads the whole query. The last token is end.
func (l *lexer) run() error {
	for l.i < len(l.runes) {
		switch r := l.runes[l.i]; {
		case unicode.IsSpace(r):
			l.i++
		case isOpen(r):
			l.depth++
			l.emit(token{kind: open, pos: l.i}, l.i+1)
		case isShut(r):
			l.shut()
		case isQuote(r):
			l.phrase()
		case r == '|':
			l.operator(token{kind: or, text: "|", pos: l.i}, l.i+1)
		case isSign(r):
			l.signs()
		default:
			if err := l.word(); err != nil {
				return err
			}
		}
	}
	l.emit(token{kind: end, pos: len(l.runes)}, len(l.runes))
	return nil
}

// shut reads a closing bracket, which says nothing when no bracket is open.
func (l *lexer) shut() {
	if l.depth == 0 {
		l.i++
		return
	}
	l.depth--
	l.emit(token{kind: shut, pos: l.i}, l.i+1)
}

// emit adds t and goes on at next.
func (l *lexer) emit(t token, next int) {
	l.tokens = append(l.tokens, t)
	l.i = next
}

// operator adds an operator, which is a word if the query turns out to have no other.
func (l *lexer) operator(t token, next int) {
	l.spare = append(l.spare, t)
	l.emit(t, next)
}

// drop leaves out a word or phrase that says nothing, with the sign that belongs to it. A field prefix learns that its value is
// empty.
func (l *lexer) drop(pos, next int) {
	l.i = next
	switch previous := l.previous(); {
	case previous.kind == not && previous.sign:
		l.tokens = l.tokens[:len(l.tokens)-1]
	case previous.kind == prefix:
		l.emit(token{kind: nothing, pos: pos}, next)
	}
}

func (l *lexer) previous() token {
	if len(l.tokens) == 0 {
		return token{}
	}
	return l.tokens[len(l.tokens)-1]
}

// phrase reads a quoted string.
func (l *lexer) phrase() {
	start := l.i
	stop, ok := l.closing(start)
	if !ok { // a stray closing quote
		l.i++
		return
	}
	text := string(l.runes[start+1 : stop])
	next := min(stop+1, len(l.runes))
	if isBlank(text) {
		l.drop(start, next)
		return
	}
	l.emit(token{kind: phrase, text: text, pos: start}, next)
}

// signs reads a run of - and !, which is one NOT when white space, a bracket, a bar or nothing stands before it and something
// to leave out touches it. Elsewhere, as in (海淀)-中关村, it is left out, and so is －－, a dash of the full width.
func (l *lexer) signs() {
	start := l.i
	for l.i < len(l.runes) && isSign(l.runes[l.i]) {
		l.i++
	}
	if l.sign < 0 {
		l.sign = start
	}
	if strings.HasPrefix(string(l.runes[start:l.i]), "－－") {
		return
	}
	if start > 0 {
		if r := l.runes[start-1]; isShut(r) || isQuote(r) {
			return
		}
	}
	if l.i < len(l.runes) {
		if r := l.runes[l.i]; isWordRune(r) || isOpen(r) || isQuote(r) {
			l.emit(token{kind: not, sign: true, pos: start}, l.i)
		}
	}
}

// word reads a run of word characters: an operator, a field prefix with or without its value, or a word.
func (l *lexer) word() error {
	start, stop := l.i, l.i
	for stop < len(l.runes) && isWordRune(l.runes[stop]) {
		stop++
	}
	text := string(l.runes[start:stop])
	touched := l.previous().sign && l.previous().kind == not // -OR leaves out the word OR
	if !touched {
		if t, ok, err := operatorOf(text, start); err != nil {
			return err
		} else if ok {
			l.operator(t, stop)
			return nil
		}
	}
	if name, value, ok := l.cutPrefix(start, stop); ok {
		l.emit(token{kind: prefix, text: name, pos: start}, value)
		return l.value(name, value, stop)
	}
	l.plain(text, start, stop)
	return nil
}

// plain adds a word unless it is blank or punctuation.
func (l *lexer) plain(text string, start, stop int) {
	t := token{kind: word, text: text, pos: start}
	switch {
	case isBlank(text):
		l.drop(start, stop)
	case l.previous().kind == prefix:
		l.emit(t, stop)
	case isPunctuation(text):
		l.spare = append(l.spare, t)
		l.drop(start, stop)
	default:
		l.emit(t, stop)
	}
}

// value reads the rest of the word that touches a prefix. It is a word whatever it looks like, but title:exact:… is a prefix
// again.
func (l *lexer) value(name string, start, stop int) error {
	if start == stop {
		return nil
	}
	if inner, next, ok := l.cutPrefix(start, stop); ok && inner == "exact" && name != "exact" {
		l.emit(token{kind: prefix, text: inner, pos: start}, next)
		return l.value(inner, next, stop)
	}
	l.plain(string(l.runes[start:stop]), start, stop)
	return nil
}

// cutPrefix looks for a known field name and a colon at the start of a word. value is where its value begins.
func (l *lexer) cutPrefix(start, stop int) (name string, value int, ok bool) {
	const longest = 8 // code points of "category"
	for i := start; i < stop && i <= start+longest; i++ {
		if isColon(l.runes[i]) {
			name, ok = fieldNames[strings.ToLower(string(l.runes[start:i]))]
			return name, i + 1, ok
		}
	}
	return "", 0, false
}

// operatorOf reads AND, OR, NOT, NEAR/n and a full-width bar that stands alone.
func operatorOf(text string, pos int) (t token, ok bool, err error) {
	t = token{text: text, pos: pos}
	switch text {
	case "AND":
		t.kind = and
	case "OR", "｜":
		t.kind = or
	case "NOT":
		t.kind = not
	default:
		digits, found := strings.CutPrefix(text, "NEAR/")
		if !found || strings.Trim(digits, "+-0123456789") != "" {
			return t, false, nil
		}
		t.kind = near
		if t.distance, err = strconv.Atoi(digits); err != nil || t.distance < 1 || t.distance > MaxNear {
			return t, false, errorAt(pos, "%s needs a distance from 1 to %d, as in NEAR/5", short(text), MaxNear)
		}
	}
	return t, true, nil
}
