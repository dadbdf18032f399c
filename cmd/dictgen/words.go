package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"xunbao/index/analysis/zh"
)

// Limits of the word list: rarer and longer entries are titles, sayings and slips that cost memory and never rank.
const (
	minFrequency     = 3 // of words longer than two characters
	minFrequencyPair = 2 // of words of two characters
	maxLength        = 8 // code points
)

// words reads gse's list (a line: word, frequency, part of speech) and writes "word frequency", folded for the word lane, most frequent first.
func words(in io.Reader, out io.Writer) error {
	best := make(map[string]int)
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Fields(lines.Text())
		if len(fields) == 0 {
			continue
		}
		if len(fields) < 2 {
			continue // an entry that holds a space and so lost its columns
		}
		frequency, err := strconv.Atoi(fields[1])
		if err != nil {
			continue
		}
		word := zh.FoldText(fields[0]).Words
		if keep(word, frequency) && frequency > best[word] {
			best[word] = frequency
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	list := make([]string, 0, len(best))
	for word := range best {
		list = append(list, word)
	}
	slices.SortFunc(list, func(a, b string) int {
		if best[a] != best[b] {
			return best[b] - best[a]
		}
		return strings.Compare(a, b)
	})
	for _, word := range list {
		if _, err := fmt.Fprintf(out, "%s %d\n", word, best[word]); err != nil {
			return err
		}
	}
	return nil
}

// keep drops single characters (gse gives them a frequency of its own), words with anything but letters and digits, and the rare
// and long.
func keep(word string, frequency int) bool {
	n := utf8.RuneCountInString(word)
	if n < 2 || n > maxLength {
		return false
	}
	if strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		return false
	}
	if !strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return false
	}
	if n == 2 {
		return frequency >= minFrequencyPair
	}
	return frequency >= minFrequency
}
