package main

import (
	"bytes"
	"testing"
	"unicode"
)

func TestHarmless(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "江城日报：𠮷野家🙂 Bio-Park", "江城日报：𠮷野家🙂 Bio-Park"},
		{"escape sequence", "标题\x1b]0;假标题\x07完", "标题␛]0;假标题␇完"},
		{"one-byte controls of the upper half", "a\u009b31mb", "a\uFFFD31mb"},
		{"line ends", "一\r\n二\t三", "一  二 三"},
		{"direction", "\u202e倒\u202c正", "倒正"},
		{"delete", "a\x7fb", "a␡b"},
	} {
		if got := harmless(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if got, want := harmlessLines("一\x1b\n二"), "一␛\n二"; got != want {
		t.Errorf("lines: got %q, want %q", got, want)
	}
}

func FuzzHarmless(f *testing.F) {
	f.Add("\x1b[31m红\u009b")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range harmless(s) {
			if unicode.IsControl(r) {
				t.Fatalf("control character %U is left of %q", r, s)
			}
		}
	})
}

func TestStyleIsPlainAwayFromTerminals(t *testing.T) {
	if got := styleOf(&bytes.Buffer{}, nil).bold("报"); got != "报" {
		t.Errorf("got %q", got)
	}
	if got, want := (style{ansi: true}).bold("报"), "\x1b[1m报\x1b[0m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
