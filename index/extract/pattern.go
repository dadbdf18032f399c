package extract

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// pattern is a regular expression that is tried only on texts, and at places in them, where a match can be. It gives what the expression gives. Nothing is
// compiled before it is used, as most runs of the program read no page.
type pattern struct {
	expression string
	re         func() *regexp.Regexp
	here       func() *regexp.Regexp // the expression at the beginning of a text

	// Set by newSieve:
	needs needs         // one of them stands in every match
	first map[rune]bool // the characters a match may begin with; nil when any may
	bit   seen          // its place in the sieve
}

func newPattern(expression string) *pattern {
	return &pattern{
		expression: expression,
		re:         sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) }),
		here:       sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + expression + `)`) }),
	}
}

// study finds what every match holds and begins with. An expression whose matches have nothing in common is a mistake in the program.
func (p *pattern) study() {
	tree, err := syntax.Parse(p.expression, syntax.Perl)
	if err != nil {
		panic(err)
	}
	if p.needs = knownOf(tree).best(); p.needs == nil {
		panic("nothing is needed for " + p.expression)
	}
	p.first = firstOf(tree)
}

// patterns gives the sieve of all there are.
var patterns = sync.OnceValue(func() *sieve { return newSieve(allPatterns()) })

func allPatterns() []*pattern {
	return []*pattern{
		nextPage, inlineEditor, endings, contacts, footers, strong, notices, noiseStart, crumbLabel, labelPattern, yearLast, yearless, address, issue,
		answers, pageURL, yearFirst, noEditor, clockLine, staffCode, agencyByline, ownPages, missing, forumPost, agoLine, endsAgo, otherArticle, promotions, digits, outletEnd, channels,
		welcome, siteSuffix, rights, tagLabel, hashTags, datePattern, about, bylinePattern,
	}
}

// in reports whether the pattern matches s, of which the sieve saw so much.
func (p *pattern) in(s string, saw seen) bool {
	if saw&p.bit == 0 {
		return false
	}
	if p.first == nil {
		return p.re().MatchString(s)
	}
	v, here := patterns(), p.here()
	for i, r := range s {
		if p.first[v.fold(r)] && here.MatchString(s[i:]) {
			return true
		}
	}
	return false
}

func (p *pattern) match(s string) bool { return p.in(s, patterns().look(s)) }

// find gives the first match and its groups as Regexp.FindStringSubmatchIndex does.
func (p *pattern) find(s string) []int { return p.findIn(s, patterns().look(s)) }

func (p *pattern) findIn(s string, saw seen) []int {
	if saw&p.bit == 0 {
		return nil
	}
	if p.first == nil {
		return p.re().FindStringSubmatchIndex(s)
	}
	v, here := patterns(), p.here()
	for i, r := range s {
		if !p.first[v.fold(r)] {
			continue
		}
		if m := here.FindStringSubmatchIndex(s[i:]); m != nil {
			for k := range m {
				if m[k] >= 0 {
					m[k] += i
				}
			}
			return m
		}
	}
	return nil
}

// groups gives the texts of the first match and its groups.
func (p *pattern) groups(s string) []string {
	if patterns().look(s)&p.bit == 0 {
		return nil
	}
	return p.re().FindStringSubmatch(s)
}

func (p *pattern) replace(s, by string) string {
	if patterns().look(s)&p.bit == 0 {
		return s
	}
	return p.re().ReplaceAllString(s, by)
}
