package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// apart are characters that OpenCC would simplify and a searcher keeps apart: both are in daily use in simplified text with
// meanings of their own.
const apart = "藉"

// chosen overrules OpenCC's first choice where another one is the everyday simplified form, and adds forms it leaves alone.
var chosen = map[rune]rune{
	'麼': '么', '麽': '么', '瞭': '了', '餘': '余', '徵': '征', '於': '于', '鍾': '钟', '夥': '伙', '祇': '只', '衹': '只',
	'妳': '你', '牠': '它', '畫': '画', '劃': '划', '讚': '赞', '甦': '苏', '嚐': '尝', '裏': '里', '裡': '里', '週': '周', '佈': '布',
}

// variants reads OpenCC's TSCharacters (a line: character, tab, choices separated by spaces) and writes a line a target.
func variants(in io.Reader, out io.Writer) error {
	to := make(map[rune]rune)
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		from, choices, ok := strings.Cut(lines.Text(), "\t")
		first, _, _ := strings.Cut(choices, " ")
		if !ok || utf8.RuneCountInString(from) != 1 || utf8.RuneCountInString(first) != 1 {
			return fmt.Errorf("line %d: want a character, a tab and its simplified forms", n)
		}
		f, _ := utf8.DecodeRuneInString(from)
		t, _ := utf8.DecodeRuneInString(first)
		to[f] = t
	}
	if err := lines.Err(); err != nil {
		return err
	}
	for f, t := range chosen {
		to[f] = t
	}
	for _, r := range apart {
		delete(to, r)
	}
	return writeVariants(out, to)
}

func writeVariants(out io.Writer, to map[rune]rune) error {
	lists := make(map[rune][]rune)
	for from := range to {
		target := resolve(to, from)
		if target != from {
			lists[target] = append(lists[target], from)
		}
	}
	targets := make([]rune, 0, len(lists))
	for t := range lists {
		targets = append(targets, t)
	}
	slices.Sort(targets)
	for _, t := range targets {
		slices.Sort(lists[t])
		if _, err := fmt.Fprintf(out, "%c %s\n", t, string(lists[t])); err != nil {
			return err
		}
	}
	return nil
}

// resolve follows a chain of variants to its end; a circle ends where it began.
func resolve(to map[rune]rune, from rune) rune {
	at := from
	for range 8 {
		next, ok := to[at]
		if !ok || next == from {
			return at
		}
		at = next
	}
	return at
}
