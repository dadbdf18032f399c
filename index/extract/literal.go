package extract

import "strings"

// maxDepth and maxValues bound what is read of one script.
const (
	maxDepth  = 60
	maxValues = 200_000
)

// literal reads JSON and what scripts write instead: names without quotes, single quotes, commas too many, calls around a value
// (JSON.parse("…"), '…'.slice(6, -6)). What it cannot read as a value is passed over up to the next comma. Values are map[string]any,
// []any, string and numeric.
type literal struct {
	s      string
	at     int
	values int
}

// numeric is a number as it was written.
type numeric string

// readLiteral reads the value at the beginning of s and says how many bytes it took. ok is false when no object or array stands there.
func readLiteral(s string) (value any, size int, ok bool) {
	l := &literal{s: s}
	switch l.space(); l.peek() {
	case '{':
		value, ok = l.object(0)
	case '[':
		value, ok = l.array(0)
	}
	return value, l.at, ok
}

func (l *literal) peek() byte {
	if l.at < len(l.s) {
		return l.s[l.at]
	}
	return 0
}

// space passes over white space and comments.
func (l *literal) space() {
	for l.at < len(l.s) {
		switch rest := l.s[l.at:]; {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\r':
			l.at++
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest, "*/")
			if end < 0 {
				end = len(rest) - 2
			}
			l.at += end + 2
		case strings.HasPrefix(rest, "//"):
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			l.at += end
		default:
			return
		}
	}
}

// value reads one value and stops behind it, at a comma or a closing bracket. ok is false when the text is no literal at all.
func (l *literal) value(depth int) (v any, ok bool) {
	l.values++
	if depth > maxDepth || l.values > maxValues {
		return nil, false
	}
	l.space()
	switch c := l.peek(); {
	case c == '{':
		v, ok = l.object(depth)
	case c == '[':
		v, ok = l.array(depth)
	case c == '"' || c == '\'' || c == '`':
		v, ok = l.quoted()
	default:
		v, ok = l.word(depth)
	}
	if ok {
		l.skip()
	}
	return v, ok
}

func (l *literal) object(depth int) (any, bool) {
	object := map[string]any{}
	l.at++
	for {
		l.space()
		switch l.peek() {
		case '}':
			l.at++
			return object, true
		case ',':
			l.at++
			continue
		}
		key, ok := l.key()
		if !ok {
			return nil, false
		}
		v, ok := l.value(depth + 1)
		if !ok {
			return nil, false
		}
		if _, twice := object[key]; !twice && v != nil {
			object[key] = v
		}
	}
}

func (l *literal) key() (string, bool) {
	key := ""
	if c := l.peek(); c == '"' || c == '\'' {
		s, ok := l.quoted()
		if !ok {
			return "", false
		}
		key = s.(string)
	} else if key = l.name(); key == "" {
		return "", false
	}
	l.space()
	if l.peek() != ':' {
		return "", false
	}
	l.at++
	return key, true
}

func (l *literal) array(depth int) (any, bool) {
	list := []any{}
	l.at++
	for {
		l.space()
		switch l.peek() {
		case ']':
			l.at++
			return list, true
		case ',':
			l.at++
			continue
		case 0:
			return nil, false
		}
		v, ok := l.value(depth + 1)
		if !ok {
			return nil, false
		}
		list = append(list, v)
	}
}

// name reads letters, digits, dots and the like.
func (l *literal) name() string {
	start := l.at
	for l.at < len(l.s) {
		c := l.s[l.at]
		if c != '.' && c != '_' && c != '$' && c != '-' && c != '+' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			break
		}
		l.at++
	}
	return l.s[start:l.at]
}

// word reads a number, true, null, or a call of a function whose first argument is then the value.
func (l *literal) word(depth int) (any, bool) {
	word := l.name()
	if l.space(); word != "" && l.peek() == '(' {
		l.at++
		return l.argument(depth)
	}
	if word != "" && strings.Trim(word, "0123456789.-+eE") == "" {
		return numeric(word), true
	}
	return nil, l.at < len(l.s)
}

// argument is the first argument of a call; a string of JSON is read as what it holds.
func (l *literal) argument(depth int) (any, bool) {
	if l.space(); l.peek() == ')' {
		return nil, true
	}
	v, ok := l.value(depth + 1)
	if s, is := v.(string); ok && is {
		if inner := nested(s, depth); inner != nil {
			v = inner
		}
	}
	return v, ok
}

// nested reads a string that holds an object or array of its own; nil when it holds none.
func nested(s string, depth int) any {
	s = unescapePercent(trim(s))
	if depth > 3 || len(s) < 2 || s[0] != '{' && s[0] != '[' {
		return nil
	}
	v, _, ok := readLiteral(s)
	if !ok {
		return nil
	}
	return v
}

// skip passes over what is left of an expression: up to a comma or closing bracket of the level we are on.
func (l *literal) skip() {
	open := 0
	for l.at < len(l.s) {
		switch c := l.s[l.at]; c {
		case '(', '[', '{':
			open++
		case ')':
			if open > 0 {
				open--
			}
		case ']', '}':
			if open == 0 {
				return
			}
			open--
		case ',':
			if open == 0 {
				return
			}
		case '"', '\'', '`':
			if _, ok := l.quoted(); !ok {
				return
			}
			continue
		case '\n', ';':
			if open == 0 && c == ';' {
				return
			}
		}
		l.at++
	}
}
