package extract

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample writes a text that an expression matches, but for its conditions on what stands around.
func sample(b *strings.Builder, re *syntax.Regexp, r *rand.Rand) {
	repeat := func(low, high int) {
		for range low + r.IntN(high-low+1) {
			sample(b, re.Sub[0], r)
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		text := string(re.Rune)
		if re.Flags&syntax.FoldCase != 0 && r.IntN(2) == 0 {
			text = strings.ToLower(text)
		}
		b.WriteString(text)
	case syntax.OpCharClass:
		i := r.IntN(len(re.Rune)/2) * 2
		b.WriteRune(re.Rune[i] + r.Int32N(re.Rune[i+1]-re.Rune[i]+1))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteRune([]rune("水坝a1。")[r.IntN(5)])
	case syntax.OpQuest:
		repeat(0, 1)
	case syntax.OpStar:
		repeat(0, 3)
	case syntax.OpPlus:
		repeat(1, 3)
	case syntax.OpRepeat:
		repeat(re.Min, max(re.Min, min(re.Min+3, re.Max)))
	case syntax.OpAlternate:
		sample(b, re.Sub[r.IntN(len(re.Sub))], r)
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			sample(b, sub, r)
		}
	}
}

// sameAsRegexp holds a pattern to its expression.
func sameAsRegexp(t *testing.T, p *pattern, s string) bool {
	t.Helper()
	re := p.re()
	matches := re.MatchString(s)
	if got := p.match(s); got != matches {
		t.Errorf("match(%q) = %v, want %v: %s", s, got, matches, p.expression)
	}
	if diff := cmp.Diff(re.FindStringSubmatchIndex(s), p.find(s)); diff != "" {
		t.Errorf("find(%q) (-want +got)\n%s%s", s, diff, p.expression)
	}
	if diff := cmp.Diff(re.FindStringSubmatch(s), p.groups(s)); diff != "" {
		t.Errorf("groups(%q) (-want +got)\n%s%s", s, diff, p.expression)
	}
	if got, want := p.replace(s, "<$0>"), re.ReplaceAllString(s, "<$0>"); got != want {
		t.Errorf("replace(%q) = %q, want %q: %s", s, got, want, p.expression)
	}
	return matches
}

// TestPatterns: on texts made to match each of them, whole, with text around and damaged, patterns give what their expressions give.
func TestPatterns(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for _, p := range allPatterns() {
		tree, err := syntax.Parse(p.expression, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		hits := 0
		for range 80 {
			var b strings.Builder
			sample(&b, tree, r)
			s := b.String()
			for _, text := range []string{s, "堤坝 " + s, s + "，2024年", s[:r.IntN(len(s)+1)], s + "来源：" + s} {
				if sameAsRegexp(t, p, text) {
					hits++
				}
			}
		}
		if hits < 30 {
			t.Errorf("only %d texts match %s", hits, p.expression)
		}
	}
}

// TestPatternsOnPages does the same with the lines of pages.
func TestPatternsOnPages(t *testing.T) {
	paths, err := filepath.Glob("testdata/*/*.[ht][tx][mt]*")
	if err != nil || len(paths) < 40 {
		t.Fatal(len(paths), err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range strings.Split(string(text), "\n") {
			for _, p := range allPatterns() {
				sameAsRegexp(t, p, s)
			}
		}
	}
}

// FuzzPatterns does the same with any text.
func FuzzPatterns(f *testing.F) {
	f.Add("责任编辑：张三 时间:2024-07-21 14:45 来源：临桥日报")
	f.Add("相关阅读 版权声明 扫一扫 \xff 点击这里查看")
	f.Add("COPYRIGHT ©2024 临桥网 ſtory Kelvin")
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range allPatterns() {
			sameAsRegexp(t, p, s)
		}
	})
}

// TestScriptKeys: the walk from separator to separator finds what these expressions find.
func TestScriptKeys(t *testing.T) {
	published := regexp.MustCompile(`(?i)["']?\b(?:publish_?time|pub_?time|publish_?date|pub_?date|datePublished|news_?time|ptime|release_?time)["']?\s*[:=]\s*["']?([0-9][0-9T:/ .年月日Z+-]{7,30})`)
	created := regexp.MustCompile(`\b(?:ct|createTime|create_time|oriCreateTime)["']?\s*[:=]\s*["']?(1[0-9]{9}|1[0-9]{12})\b`)
	content := regexp.MustCompile(`(?i)["']?(?:content|contents|articleBody|body|html|text|detail|sub_abstracts|headline|title)["']?\s*:|\\"content\\"\s*:`)
	pieces := strings.Fields(`publish_time publishTime pubtime PubDate datePublished news_time ptime release_time ct createTime oriCreateTime content articleBody TITLE sub_abstracts
		\"content\" : : : = = " ' " ' , x _ 1700000000 1700000000000 17000000001 2024-07-21T10:00:00Z 2024年7月21日 20240721 { ( 水`)
	pieces = append(pieces, " ", "\n", "\t", "\v")
	r := rand.New(rand.NewPCG(3, 9))
	all := func(re *regexp.Regexp, s string) (found []string) {
		for _, m := range re.FindAllStringSubmatch(s, mostNamed) {
			found = append(found, m[1])
		}
		return found
	}
	hits := 0
	for range 30_000 {
		var b strings.Builder
		for range r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		var values named
		values.read(s)
		hits += len(values.published) + len(values.created)
		if diff := cmp.Diff(all(published, s), values.published); diff != "" {
			t.Fatalf("times of publication in %q (-want +got)\n%s", s, diff)
		}
		if diff := cmp.Diff(all(created, s), values.created); diff != "" {
			t.Fatalf("times of creation in %q (-want +got)\n%s", s, diff)
		}
		if got, want := hasContent(s), content.MatchString(s); got != want {
			t.Fatalf("hasContent(%q) = %v", s, got)
		}
	}
	if hits < 300 {
		t.Errorf("only %d times in all scripts", hits)
	}
}

// TestCounters: the quick look at the characters leaves nothing out.
func TestCounters(t *testing.T) {
	tree, err := syntax.Parse(counterForm, syntax.Perl)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5_000 {
		var b strings.Builder
		sample(&b, tree, r)
		for _, s := range []string{b.String(), b.String() + "水"} {
			if got, want := isCounter(s), counter.MatchString(s); got != want {
				t.Fatalf("isCounter(%q) = %v", s, got)
			}
		}
	}
}
