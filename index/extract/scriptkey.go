package extract

import (
	"regexp"
	"strings"
)

// The names in scripts that mean the publication of this page, in lower case, and those that mean the creation of the page's article, behind which an epoch
// stands.
var (
	publishedNames = wordSet(`publish_time publishtime pub_time pubtime publish_date publishdate pub_date pubdate datepublished news_time newstime ptime release_time releasetime`)
	createdNames   = wordSet(`ct createTime create_time oriCreateTime`)
)

var (
	publishedValue = regexp.MustCompile(`^\s*["']?([0-9][0-9T:/ .年月日Z+-]{7,30})`)
	createdValue   = regexp.MustCompile(`^\s*["']?(1[0-9]{9}|1[0-9]{12})\b`)
)

// contentNames are in every script that carries an article, at the end of a name.
var contentNames = []string{"content", "contents", "articlebody", "body", "html", "text", "detail", "sub_abstracts", "headline", "title"}

// maxTimes is how many times of a kind are read of one script.
const maxTimes = 5

// timesIn gives the values of the names that mean publication and creation. It goes from one : or = to the next, as scripts are long and have few.
func timesIn(script string) (published, created []string) {
	for at := 0; ; at++ {
		next := strings.IndexAny(script[at:], ":=")
		if next < 0 || len(published) == maxTimes && len(created) == maxTimes {
			return published, created
		}
		at += next
		name, value := lastName(nameBefore(script[:at])), script[at+1:]
		switch {
		case createdNames[name] && len(created) < maxTimes:
			if m := createdValue.FindStringSubmatch(value); m != nil {
				created = append(created, m[1])
			}
		case len(published) < maxTimes && publishedNames[strings.ToLower(name)]:
			if m := publishedValue.FindStringSubmatch(value); m != nil {
				published = append(published, m[1])
			}
		}
	}
}

// hasContent reports whether a script has one of the names behind which text stands.
func hasContent(script string) bool {
	for at := 0; ; at++ {
		next := strings.IndexByte(script[at:], ':')
		if next < 0 {
			return false
		}
		at += next
		before := nameBefore(script[:at])
		if strings.HasSuffix(before, `\"content\`) {
			return true
		}
		for _, name := range contentNames {
			if len(before) >= len(name) && strings.EqualFold(before[len(before)-len(name):], name) {
				return true
			}
		}
	}
}

// nameBefore is a script up to the end of the name that stands before a separator.
func nameBefore(script string) string {
	script = strings.TrimRight(script, "\t\n\f\r ")
	if strings.HasSuffix(script, `"`) || strings.HasSuffix(script, `'`) {
		return script[:len(script)-1]
	}
	return script
}

// maxName is longer than any name that is asked for.
const maxName = 20

// lastName is the word at the end of s; "" when it is longer than any that is asked for.
func lastName(s string) string {
	at := len(s)
	for at > 0 && isWordByte(s[at-1]) {
		if at--; len(s)-at > maxName {
			return ""
		}
	}
	return s[at:]
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
