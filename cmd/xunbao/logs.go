package main

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"unicode"
)

// newLog writes messages as lines of key=value, or as JSON. Whatever text of a stranger is in them, a message stays one line and changes nothing of
// a terminal that shows it.
func newLog(w io.Writer, level slog.Level, asJSON bool) *slog.Logger {
	options := &slog.HandlerOptions{Level: level, ReplaceAttr: harmlessAttr}
	if asJSON {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// harmlessAttr spells out what a terminal would obey or not show. Line ends are left to the handler, which escapes them.
func harmlessAttr(_ []string, a slog.Attr) slog.Attr {
	switch a.Value.Kind() {
	case slog.KindString:
		return slog.String(a.Key, spelt(a.Value.String()))
	case slog.KindAny:
		switch v := a.Value.Any().(type) {
		case error:
			return slog.String(a.Key, spelt(v.Error()))
		case fmt.Stringer:
			return slog.String(a.Key, spelt(v.String()))
		}
	}
	return a
}

// spelt writes characters that cannot be seen, such as those that turn the direction of text, by their numbers.
func spelt(s string) string {
	hidden := func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' && r != '\t' && r != '\r' && r != '\u3000' }
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if !hidden(r) {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRuneToASCII(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}
