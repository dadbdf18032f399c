package highlight

import "unicode"

// sentence reports whether a new sentence begins at p: after 。 and its like with up to three closing quotes and brackets, after
// a full stop before white space, and at the start of a line.
func (m *marked) sentence(p int) bool {
	if p == 0 {
		return true
	}
	if p < len(m.runes) && (isCloser(m.runes[p]) || isEnder(m.runes[p])) {
		return false
	}
	i := p - 1
	for i > 0 && i > p-4 && isCloser(m.runes[i]) {
		i--
	}
	if m.runes[i] == '.' {
		return p == len(m.runes) || unicode.IsSpace(m.runes[p])
	}
	return isEnder(m.runes[i]) || isBreak(m.runes[i])
}

func isEnder(r rune) bool {
	switch r {
	case '。', '！', '？', '!', '?', '；', ';', '…':
		return true
	}
	return false
}

func isCloser(r rune) bool {
	switch r {
	case '”', '’', '」', '』', '）', ')', '》', '"', '】':
		return true
	}
	return false
}

// clause reports whether p stands after a comma or the like.
func (m *marked) clause(p int) bool {
	if p == 0 {
		return true
	}
	switch r := m.runes[p-1]; r {
	case '，', '、', '：', ',', ':', '—':
		return true
	default:
		return unicode.IsSpace(r)
	}
}

// isBreak reports whether r ends a line.
func isBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}
