package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SplitNames cuts a list of people at 、 ， , ; / and white space. A name that was spread out to look longer (张 三, 欧阳 一) is put
// together again, and the staff code behind a name (_NB12) goes.
func SplitNames(s string) []string {
	var names []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,;；/／|｜&", r) }) {
		words := strings.Fields(strings.ReplaceAll(part, "\u3000", " "))
		for i := 0; i < len(words); i++ {
			name := words[i]
			if i+1 < len(words) && oneHan(words[i+1]) && (oneHan(name) || len(name) == 6 && doubleSurname.MatchString(name)) {
				name += words[i+1]
				i++
			}
			for i+1 < len(words) && isLatin(name) && isLatin(words[i+1]) {
				name += " " + words[i+1]
				i++
			}
			name = staffCode.replace(trim(name), "")
			if name != "" && !(len(names) > 0 && staffNumber.MatchString(name)) {
				names = appendNew(names, name)
			}
		}
	}
	return names
}

var (
	staffCode   = newPattern(`_[A-Za-z]*[0-9]+$`)
	staffNumber = regexp.MustCompile(`^[A-Z]{1,4}[0-9]{2,8}$`) // stands as a word of its own behind a name: 张三 PK155
)

func oneHan(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && unicode.Is(unicode.Han, r)
}

func isLatin(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Latin, r) && r != '.' && r != '-' && r != '\'' })
}

// appendNew appends the values that are not there yet.
func appendNew(list []string, values ...string) []string {
	for _, v := range values {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// unwrap takes one pair of brackets off a line that stands wholly in them: (责编:张三), 【责任编辑:张三】.
func unwrap(s string) string {
	for _, pair := range []string{"()", "（）", "[]", "【】", "［］", "<>", "〔〕", "（)", "(）"} {
		open, n := utf8.DecodeRuneInString(pair)
		end := pair[n:]
		if strings.HasPrefix(s, string(open)) && strings.HasSuffix(s, end) && strings.Count(s, string(open)) == 1 {
			return trim(s[n : len(s)-len(end)])
		}
	}
	return s
}

// stripEnds cuts bars, brackets, dashes and white space off both ends.
func stripEnds(s string) string {
	return strings.Trim(s, " \t\u3000\u00a0|｜丨·•・-—_/／()（）[]【】<>［］,，、;；:：&")
}

// looksLikeNames: a few short words, no sentence.
func looksLikeNames(s string) bool {
	s = stripEnds(s)
	return utf8.RuneCountInString(s) <= 60 && !strings.ContainsAny(s, "。！？?!“”：:\"")
}

// person is an author as the page writes it, with single spaces and without the share bar behind it.
func person(s string) string {
	var words []string
	for _, w := range strings.Fields(strings.ReplaceAll(stripEnds(s), "\u3000", " ")) {
		if w = stripEnds(w); w != "" && !(isButton(w) && len(words) > 0) {
			words = append(words, w)
		}
	}
	return stripEnds(strings.Join(words, " "))
}

// credited is the author in the data of a page, where a whole byline or the outlet may stand in its place.
func credited(s string) string {
	if name := bylineName(s); name != "" {
		return name
	}
	if name := person(s); !isOutlet(name) {
		return name
	}
	return ""
}

var bylinePattern = newPattern(`^(?:[\p{Han}]{0,10}?(?:[记記]者|通[讯訊][员員]|特派[员員]|[评評][论論][员員]|撰稿人)|[文图圖]|作者|文[图圖]|[图圖]文|采写|採寫|撰文|撰稿)` +
	`(?:[\s\x{3000}]*[:：/／丨|｜][\s\x{3000}]*|[\s\x{3000}]+)([\p{Han}·A-Za-z、，,\s\x{3000}]{2,30}?)(?:[\s\x{3000}]*(?:报道|報導|摄|文|整理|发自.{2,6}|[图圖文])?)$`)

// agencyByline is a byline with the outlet behind it, as in Taiwan: 記者張三／晨江報導.
var agencyByline = newPattern(`^(?:[\p{Han}]{2,6}[／/])?(?:[记記]者|特派[员員])?[\s\x{3000}]*([\p{Han}]{2,4}(?:[、\s][\p{Han}]{2,4})?)[／/][\p{Han}\s]{2,10}(?:[报報][导導道])$`)

// bylineName is the name on a line that is nothing but a byline, such as （本报记者 张三）; empty when the line is none.
func bylineName(s string) string {
	if len(s) > 150 {
		return ""
	}
	inner := unwrap(s)
	if m := agencyByline.groups(inner); m != nil {
		return person(m[1])
	}
	m := bylinePattern.groups(inner)
	if m == nil {
		return ""
	}
	for _, name := range SplitNames(m[1]) {
		if n := utf8.RuneCountInString(name); n > 4 && !strings.Contains(name, "·") && !isLatin(name) && !strings.Contains(name, " ") && bylineName(name) == "" && !strings.HasSuffix(name, "记者") && !strings.HasSuffix(name, "通讯员") {
			return ""
		}
	}
	return person(m[1])
}
