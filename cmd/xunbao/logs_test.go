package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"unicode"
)

// hostile are texts that try to end a line, to begin another, or to make a terminal do something.
var hostile = []string{
	"a\r\nlevel=ERROR msg=forged", "\n{\"level\":\"ERROR\",\"msg\":\"forged\"}", "\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "\u202e倒过来\u202c", "\u2066x\u2069", "a\u2028b\u2029c",
	"\u009b31m", "\x00\x7f", "零\u200b宽", "\xff\xfe", `" msg="forged`, "tab\tquote\"back\\slash",
}

func FuzzLogKeepsItsLines(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, asJSON := range []bool{false, true} {
			var out bytes.Buffer
			log := newLog(&out, slog.LevelInfo, asJSON)
			log.Info("request", "query", text, "error", errors.New(text), "list", []string{"x"})
			written := out.String()
			if strings.Count(written, "\n") != 1 || !strings.HasSuffix(written, "\n") {
				t.Fatalf("%q was written as %q", text, written)
			}
			for _, r := range strings.TrimSuffix(written, "\n") {
				if !unicode.IsPrint(r) && r != '\u3000' {
					t.Errorf("%q leaves %U in %q", text, r, written)
				}
			}
			var line map[string]any
			if asJSON && (json.Unmarshal(out.Bytes(), &line) != nil || line["level"] != "INFO" || line["msg"] != "request") {
				t.Errorf("%q was written as %q", text, written)
			}
			if !asJSON && strings.Count(written, " msg=request ") < 1 {
				t.Errorf("%q was written as %q", text, written)
			}
		}
	})
}
