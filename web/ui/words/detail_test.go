package words

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestDetail(t *testing.T) {
	for message, want := range map[string]string{
		"has 300 characters, at most 256 are taken":             "有 300 个字，最多 256 个",
		`"best" is none of relevance, newest, oldest`:           `"best" 不在其中：relevance, newest, oldest`,
		`"a is none of b" is none of c`:                         `"a 不在其中：b" is none of c`,
		`"2024-13": there is no month 13`:                       `"2024-13"：没有 13 月`,
		"来源: stands inside 标题:(…); a field cannot hold another": "来源: 在 标题:(…) 里面；一个字段里不能再有字段",
		"day gives more than 500 bars from 1900-01-01 to 2024-01-01; narrow from and to, or take a wider interval": "按 day 会有超过 500 根柱子，从 1900-01-01 到 2024-01-01；请缩短时间范围，或者换更长的单位",
	} {
		if got, language := Detail(Chinese, message); got != want || language != Chinese {
			t.Errorf("%s: got %s in %s, want %s", message, got, language, want)
		}
		if got, language := Detail(English, message); got != message || language != English {
			t.Errorf("%s: in English %s", message, got)
		}
	}
	for _, unknown := range []string{"", "something else", "has 300 characters", "is given more than once more"} {
		if got, language := Detail(Chinese, unknown); got != unknown || language != English {
			t.Errorf("%q: got %q in %s", unknown, got, language)
		}
	}
}

// TestDetailsHavePlaces: what differs in a message has a place in Chinese.
func TestDetailsHavePlaces(t *testing.T) {
	for _, d := range chineseDetails {
		if strings.Count(d.english, "*") != strings.Count(strings.ReplaceAll(string(d.chinese), "%%", ""), "%s") {
			t.Errorf("%q has other places in %q", d.english, d.chinese)
		}
	}
}

var (
	messages = regexp.MustCompile("(?:fail\\([^,]+, |errorAt\\([^,]+, |ParameterError\\{[^,{}]+, (?:Message: )?(?:fmt\\.Sprintf\\()?|Message:\\s+(?:fmt\\.Sprintf\\()?)(\"(?:[^\"\\\\]|\\\\.)+\"|`[^`]+`)")
	dated    = regexp.MustCompile(`fmt\.Errorf\(("(?:[^"\\]|\\.)+")`)
	verbs    = regexp.MustCompile(`%[qsdv]`)
)

// TestEveryMessageOfAPageIsSaid: the messages that stand in the sources of what a page asks are all in the table.
func TestEveryMessageOfAPageIsSaid(t *testing.T) {
	found := 0
	for pattern, search := range map[string]*regexp.Regexp{
		"../../../search/params*.go": messages, "../../../search/trends.go": messages, "../../../search/query/*.go": messages, "../../../search/query/date.go": dated,
		"../../../search/embedded/cursor.go": messages, "../../../search/embedded/intervals.go": messages, "../*.go": messages, "../../limits.go": messages, "../../identify.go": messages,
	} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", pattern, files, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "params_json.go") { // a page sends no JSON
				continue
			}
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range search.FindAllStringSubmatch(string(source), -1) {
				text, err := strconv.Unquote(m[1])
				if err != nil {
					t.Fatal(err)
				}
				if text == "%v" || text == "\uFFFD" { // an error that has its own message, a field
					continue
				}
				found++
				if _, language := Detail(Chinese, verbs.ReplaceAllString(text, "7")); language != Chinese {
					t.Errorf("%s says %q", file, text)
				}
			}
		}
	}
	if least := 50; found < least {
		t.Errorf("%d messages were found, there are more than %d", found, least)
	}
}
