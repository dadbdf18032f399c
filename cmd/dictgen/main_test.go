package main

import (
	"strings"
	"testing"
)

func TestVariants(t *testing.T) {
	var out strings.Builder
	if err := variants(strings.NewReader("髮\t发\n發\t发\n藉\t藉 借\n喆\t哲\n麼\t么 麽\n龍\t龙\n"), &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"发 發髮\n", "龙 龍\n", "你 妳\n", "借 藉\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no line %q in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "喆") {
		t.Error("a character that is kept apart is folded")
	}
	if err := variants(strings.NewReader("髮 发\n"), &out); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a line without a tab gives %v", err)
	}
}

func TestResolve(t *testing.T) {
	to := map[rune]rune{'甲': '乙', '乙': '丙', '丁': '戊', '戊': '丁'}
	for from, want := range map[rune]rune{'甲': '丙', '丙': '丙', '丁': '戊'} {
		if got := resolve(to, from); got != want {
			t.Errorf("resolve(%c) = %c, want %c", from, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	var out strings.Builder
	in := "水庫 1186 n\n水库 20 n\n除险加固 2 n\nAT&T 3 nz\n的 9999 uj\n国 9 n\nＩＰ地址 30 n\nabc 99 n\n坏行\n一二三四五六七八九 9 n\n"
	if err := words(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	if want := "水库 1186\nip地址 30\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"words"}, {"nothing", "main.go"}, {"words", "no such file"}} {
		if err := run(args, &strings.Builder{}); err == nil {
			t.Errorf("%q gives no error", args)
		}
	}
}
