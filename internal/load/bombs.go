package load

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Bomb is a request that asks for as much work as its form allows.
type Bomb struct {
	Name, Method, Target, Body string
	Endless                    bool // has no deadline of its own: an export
}

// Bombs lists what is hardest, as far as the query language and the parameters let anyone go: every one is within the limits, or a step past
// them. words are some that articles have.
func Bombs(words []string) []Bomb {
	const search = "/api/v1/search?"
	escape := url.QueryEscape
	many := func(n int, sep string) string {
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteString(sep)
			}
			b.WriteString(words[i%len(words)])
		}
		return b.String()
	}
	cut := func(s string, runes int) string { return string([]rune(s)[:min(runes, len([]rune(s)))]) }
	long := strings.Repeat("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经", 4)
	common := strings.Join(strings.Split("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反", ""), " ")
	get := func(name, target string) Bomb { return Bomb{Name: name, Method: http.MethodGet, Target: target} }
	q := func(name, query string) Bomb { return get(name, search+"q="+escape(query)) }
	everything := "&size=100&facets=source,site,category,tag,author,lang&interval=day&explain=true"
	return []Bomb{
		q("a star", "*"),
		q("a regular expression", "/.{0,200}x.{0,200}/"),
		q("one frequent character", "的"),
		q("two frequent characters", "\"的一\""),
		q("256 characters in one run", cut(long, 256)),
		q("256 characters quoted", `"`+cut(long, 250)+`"`),
		q("128 frequent characters, each by itself", cut(common, 255)),
		q("64 frequent characters, each by itself", cut(common, 127)),
		q("64 frequent characters, any of them", cut(strings.ReplaceAll(common, " ", "|"), 127)),
		q("many words", cut(many(120, " "), 256)),
		q("many words, any", cut(many(80, " OR "), 250)),
		q("many left out", "国 "+cut(strings.ReplaceAll(" "+common, " ", " -"), 3*60)),
		q("brackets, 120 deep", strings.Repeat("(", 120)+"国"+strings.Repeat(")", 120)),
		q("brackets, 20 deep", strings.Repeat("(的 OR (一 ", 10)+"国"+strings.Repeat("))", 10)),
		q("brackets around minus, 60 deep", strings.Repeat("-(", 60)+"国"+strings.Repeat(")", 60)),
		q("near, of frequent characters", "的 NEAR/100 一"),
		q("near, many times", cut(strings.Repeat("的 NEAR/100 一 OR ", 17), 252)+"国"),
		q("letters as typed", "exact:的 exact:一 exact:是 exact:在 exact:不 exact:了 exact:有"),
		q("quoted with rare order", `"国的" "一国是" "人不大" "中有的" "的的的的"`),
		q("a question", "为什么的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经吗？"),
		q("a pasted sentence", cut(many(60, ""), 250)+"。"),
		q("Latin letters", cut(strings.Repeat("a1 b2 ", 60), 256)),
		q("longer than may be", strings.Repeat("国", 257)),
		get("everything about a frequent word", search+"q="+escape("的")+everything),
		get("everything about everything", search+everything[1:]),
		get("a hundred hits of many words", search+"q="+escape(cut(many(120, " "), 256))+everything),
		get("the deepest page", search+"q="+escape("的")+"&page=100&size=100"),
		get("past the deepest page", search+"page=1000000000&size=100"),
		get("size past the limit", search+"size=1000000000"),
		get("oldest, deep, by article", search+"sort=oldest&collapse=none&page=100&size=100"),
		get("hours of all years", search+"interval=hour"),
		get("days in another zone", search+"interval=day&tz=America/New_York"),
		get("a hundred filters", search+strings.Repeat("source=x&", 99)+"tag=y"),
		get("a value looked for in all facets", search+"facets=source,site,category,tag,author,lang&find_source="+escape("的")+"&find_tag=a&find_author="+escape("人")),
		get("trends of five frequent words", "/api/v1/trends?q="+escape("的")+"&q="+escape("一")+"&q="+escape("是")+"&q="+escape("在")+"&q="+escape("不")+"&interval=day"),
		get("trends of five long queries", "/api/v1/trends?interval=week"+strings.Repeat("&q="+escape(cut(common, 127)), 5)),
		get("a text to analyse, of 10,000 characters", "/api/v1/analyze?text="+escape(cut(strings.Repeat(long, 60), 10_000))),
		get("suggestions of one letter", "/api/v1/suggest?limit=20&q=a"),
		get("suggestions of pinyin", "/api/v1/suggest?limit=20&q=zhonghuarenmingongheguodeyiqieshiqingdouzaizhelifashenglema"),
		get("suggestions of 64 characters", "/api/v1/suggest?limit=20&q="+escape(cut(long, 64))),
		get("a feed of a hundred", "/feed.atom?size=100&q="+escape("的")),
		get("a page for people", "/?size=100&q="+escape(cut(common, 127))),
		{Name: "as JSON", Method: http.MethodPost, Target: "/api/v1/search", Body: fmt.Sprintf(`{"q":%q,"size":100,"facets":["source","site","category","tag","author","lang"]}`, cut(common, 127))},
		{Name: "deep JSON", Method: http.MethodPost, Target: "/api/v1/search", Body: strings.Repeat("[", 60_000)},
		{Name: "every article", Method: http.MethodGet, Target: "/api/v1/export", Endless: true},
		{Name: "every article of a frequent word, by score", Method: http.MethodGet, Target: "/api/v1/export?sort=relevance&q=" + escape("的"), Endless: true},
	}
}

// Blast is what a bomb did.
type Blast struct {
	Bomb
	Answer
	OwnRise, Rise int64         // of the process, in bytes: of its own memory, and with mapped files
	Health        time.Duration // of /healthz afterwards
}

// Bounds that a bomb must keep.
type Bounds struct {
	Deadline time.Duration // of a search; each may be late by late
	Rise     int64         // bytes of memory of its own
	Health   time.Duration
}

// late is how much later than its deadline an answer may come.
const late = 250 * time.Millisecond

// Broken says which bound was not kept; empty when all were.
func (b Blast) Broken(bounds Bounds) string {
	switch {
	case b.Err != nil:
		return "no answer: " + b.Err.Error()
	case b.Status >= http.StatusInternalServerError && b.Status != http.StatusServiceUnavailable:
		return fmt.Sprintf("answered %d", b.Status)
	case !b.Endless && b.Took > bounds.Deadline+late:
		return "too late"
	case b.OwnRise > bounds.Rise:
		return "too much memory"
	case b.Health > bounds.Health:
		return "not well afterwards"
	}
	return ""
}

// Throw sends a bomb and watches.
func (s Server) Throw(ctx context.Context, b Bomb) Blast {
	ownBefore, before := s.memory()
	watching, stop := context.WithCancel(ctx)
	var watch sync.WaitGroup
	var own, all int64
	watch.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for watching.Err() == nil {
			o, a := s.memory()
			own, all = max(own, o), max(all, a)
			<-tick.C
		}
	})
	answer := s.Ask(ctx, b.Method, b.Target, b.Body)
	stop()
	watch.Wait()
	return Blast{Bomb: b, Answer: answer, OwnRise: max(0, own-ownBefore), Rise: max(0, all-before), Health: s.Ask(ctx, http.MethodGet, "/healthz", "").Took}
}
