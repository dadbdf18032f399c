package main

import (
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// isTerminal reports whether a person sees w as it is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// style marks text for a terminal; the zero value leaves it plain.
type style struct{ ansi bool }

// styleOf is plain unless w is a terminal and NO_COLOR is not set (to anything but the empty string).
func styleOf(w io.Writer, environ []string) style {
	for _, v := range environ {
		if name, value, _ := strings.Cut(v, "="); name == "NO_COLOR" && value != "" {
			return style{}
		}
	}
	return style{ansi: isTerminal(w)}
}

func (s style) bold(text string) string { return s.wrap("1", text) }
func (s style) dim(text string) string  { return s.wrap("2", text) }

func (s style) wrap(code, text string) string {
	if !s.ansi || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// harmless replaces what could steer a terminal or disguise the text around it: control characters become their pictures
// (␛ for escape) or U+FFFD, line ends spaces, marks of writing direction go. Anything from an article passes through it.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case r < ' ':
			return '\u2400' + r
		case r == 0x7f:
			return '\u2421'
		case r > 0x7f && r < 0xa0:
			return '\uFFFD'
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\u061c':
			return -1
		}
		return r
	}, text)
}

// harmlessLines is harmless for a text of several lines, which it keeps apart.
func harmlessLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = harmless(l)
	}
	return strings.Join(lines, "\n")
}
