package main

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"xunbao/index/analysis/zh"
)

// pinyinLine is an entry of go-pinyin's table: the code point and its readings, the usual one first.
var pinyinLine = regexp.MustCompile(`^\s*0x([0-9A-Fa-f]+):\s*"([^"]*)"`)

// plainReading is a reading that a keyboard can type: Latin letters with a vowel among them.
var plainReading = regexp.MustCompile(`^[a-z]*[aeiouv][a-z]*$`)

// pinyin reads go-pinyin's pinyin_dict.go and writes a line a reading: the reading without its tone, v for ü, a space, and the
// characters that are usually read so. Characters that fold to others are left out.
func pinyin(in io.Reader, out io.Writer) error {
	characters := make(map[string][]rune)
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		match := pinyinLine.FindStringSubmatch(lines.Text())
		if match == nil {
			continue
		}
		point, err := strconv.ParseInt(match[1], 16, 32)
		if err != nil {
			return fmt.Errorf("read the code point %q: %w", match[1], err)
		}
		character := string(rune(point))
		if reading := firstPlain(match[2]); reading != "" && zh.FoldString(character) == character {
			characters[reading] = append(characters[reading], rune(point))
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	readings := make([]string, 0, len(characters))
	for reading := range characters {
		readings = append(readings, reading)
	}
	slices.Sort(readings)
	for _, reading := range readings {
		slices.Sort(characters[reading])
		if _, err := fmt.Fprintf(out, "%s %s\n", reading, string(characters[reading])); err != nil {
			return err
		}
	}
	return nil
}

// firstPlain returns the first of the readings that can be typed, without its tone.
func firstPlain(readings string) string {
	for reading := range strings.SplitSeq(readings, ",") {
		if plain := withoutTone(reading); plainReading.MatchString(plain) {
			return plain
		}
	}
	return ""
}

// withoutTone takes the marks off the letters of a reading, but turns ü into v.
func withoutTone(reading string) string {
	letters := strings.ReplaceAll(norm.NFD.String(strings.TrimSpace(reading)), "u\u0308", "v")
	letters = strings.ReplaceAll(letters, "e\u0302", "e")
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, letters)
}
