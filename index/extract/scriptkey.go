package extract

import (
	"regexp"
	"slices"
	"strings"
)

// The names in scripts that mean the publication of this page or its source, in lower case, and those that mean the creation of the page's article, behind which an epoch
// stands.
var (
	publishedNames = wordSet(`publish_time publishtime pub_time pubtime publish_date publishdate pub_date pubdate datepublished news_time newstime ptime release_time releasetime`)
	createdNames   = wordSet(`ct createTime create_time oriCreateTime`)
	sourceNames    = wordSet(`source sourcename source_name newssource news_source medianame media_name`)
)

var (
	publishedValue = regexp.MustCompile(`^\s*["']?([0-9][0-9T:/ .年月日Z+-]{7,30})`)
	sourceValue    = regexp.MustCompile(`^\s*["']([^"'\\<>]{2,60})["']`)
	createdValue   = regexp.MustCompile(`^\s*["']?(1[0-9]{9}|1[0-9]{12})\b`)
)

// contentNames are in every script that carries an article, at the end of a name.
var contentNames = []string{"content", "contents", "articlebody", "body", "html", "text", "detail", "sub_abstracts", "headline", "title"}

// named are the values of the names in scripts that say something of the page.
type named struct{ published, created, sources []string }

// mostNamed is how many values of a kind are read of one script.
const mostNamed = 5

// read adds the values of a script. It goes from one : or = to the next, as scripts are long and have few.
func (n *named) read(script string) {
	limit := func(have []string) int { return len(have) + mostNamed }
	published, created, sources := limit(n.published), limit(n.created), limit(n.sources)
	for at := 0; ; at++ {
		next := strings.IndexAny(script[at:], ":=")
		if next < 0 {
			return
		}
		at += next
		name, value := lastName(nameBefore(script[:at])), script[at+1:]
		switch {
		case createdNames[name] && len(n.created) < created:
			if m := createdValue.FindStringSubmatch(value); m != nil {
				n.created = append(n.created, m[1])
			}
		case publishedNames[strings.ToLower(name)] && len(n.published) < published:
			if m := publishedValue.FindStringSubmatch(value); m != nil {
				n.published = append(n.published, m[1])
			}
		case sourceNames[strings.ToLower(name)] && len(n.sources) < sources:
			if m := sourceValue.FindStringSubmatch(value); m != nil && hanLetters(m[1]) > 1 {
				n.sources = append(n.sources, m[1])
			}
		}
	}
}

// source is the outlet that all of them name; "" when they name several, as those of a list of other articles do.
func (n *named) source() string {
	slices.Sort(n.sources)
	if all := slices.Compact(n.sources); len(all) == 1 {
		return outlet(all[0])
	}
	return ""
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
