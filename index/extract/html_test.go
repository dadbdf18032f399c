package extract_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xunbao/index/extract"
)

const htmlPage = `<html><head><title>防洪堤交给散步的人_临桥网</title>HEAD</head><body><h1>防洪堤交给散步的人</h1>META<div class="text"><p>` + first + `</p>MIDDLE<p>` +
	second + `</p></div>TAIL</body></html>`

// fillPage puts pieces into the page.
func fillPage(head, meta, middle, tail string) extract.Page {
	return extract.Page{Text: strings.NewReplacer("HEAD", head, "META", meta, "MIDDLE", middle, "TAIL", tail).Replace(htmlPage)}
}

// TestHTMLTimes tries where a page may say when it was published, decoys beside it.
func TestHTMLTimes(t *testing.T) {
	tests := []struct{ name, head, meta, tail, want string }{
		{"visible", "", `<div>2024-07-21 14:45</div>`, "", "2024-07-21T14:45:00+08:00"},
		{"visible before meta", `<meta name="publishdate" content="2024-07-20">`, `<div>2024-07-21 14:45</div>`, "", "2024-07-21T14:45:00+08:00"},
		{"meta with the clock of the visible day", `<meta name="PubDate" content="2024-07-21 09:30">`, `<div>发布日期：2024-07-21</div>`, "", "2024-07-21T09:30:00+08:00"},
		{"meta", `<meta property="article:published_time" content="2024-07-21T14:45:00+08:00">`, "", "", "2024-07-21T14:45:00+08:00"},
		{"JSON-LD", `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-07-21T06:45:00Z"}]}</script>`, "", "", "2024-07-21T06:45:00Z"},
		{"epoch", `<script>var info = {publish_time: 1721544300};</script>`, "", "", "2024-07-21T14:45:00+08:00"},
		{"epoch in milliseconds", `<script>window.ptime="1721544300000"</script>`, "", "", "2024-07-21T14:45:00+08:00"},
		{"several in scripts are a list", `<script>[{"pubTime":"2024-07-21 14:45"},{"pubTime":"2024-07-22 14:45"}]</script>`, "", "", ""},
		{"cut up", "", `<div><span>2024 </span><span><em>07</em>/<em>21</em></span><span>14:45:00</span></div>`, "", "2024-07-21T14:45:00+08:00"},
		{"no copyright year", "", "", `<div>Copyright © 2001-2024-07-21 临桥网</div>`, ""},
		{"no relative time", "", `<div>3小时前</div>`, "", ""},
		{"no time of a list", "", "", `<div class="related"><ul><li><a>别的标题一则</a><span>2024-07-22</span></li></ul></div>`, ""},
		{"no time of a comment", "", "", `<div class="comments"><div>某人 2024-07-22 08:00</div><p>写得好。</p></div>`, ""},
		{"meta of the first publication", `<meta name="firstpublishedtime" content="2024-07-21-14:45:00">`, "", "", "2024-07-21T14:45:00+08:00"},
		{"published, not updated", "", `<div>更新：2024-07-23 08:00 发布：2024-07-21 14:45</div>`, "", "2024-07-21T14:45:00+08:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := extract.Text(fillPage(tt.head, tt.meta, "", tt.tail)).Article
			if a.Published.String() != tt.want || a.Body != first+"\n"+second {
				t.Errorf("got %s, want %s; body %q", a.Published, tt.want, a.Body)
			}
		})
	}
}

// TestHTMLSources tries where a page may credit its source.
func TestHTMLSources(t *testing.T) {
	tests := []struct{ name, head, meta, source, author string }{
		{"label", "", `<div>来源：<a>临桥日报</a></div>`, "临桥日报", ""},
		{"spans", "", `<div><span>2024-07-21</span><span>来源</span><span>临桥日报</span><span>作者</span><span>张三</span></div>`, "临桥日报", "张三"},
		{"class", "", `<div class="info"><span class="date">2024-07-21</span><a class="source">南山记事</a></div>`, "南山记事", ""},
		{"account beside the time", "", `<div><span>原创</span><span>南山记事</span><span>2024-07-21 14:45</span></div>`, "南山记事", ""},
		{"account above the time", "", `<div class="account-name">南山记事</div><div>2024-07-21 14:45</div>`, "南山记事", ""},
		{"a person is the author", "", `<div><span>张三丰</span><span>2024-07-21 14:45</span></div>`, "", "张三丰"},
		{"a person's account", `<link rel="canonical" href="https://mp.weixin.qq.com/s/1">`, `<div><span class="author">张三丰</span><span>2024-07-21 14:45</span></div>`, "张三丰", "张三丰"},
		{"outlet right behind the clock", "", `<div>2024-07-21 23:59臨橋日報 記者陳小山／臨橋報導</div>`, "臨橋日報", ""},
		{"settings of the page in a script", `<script>window.page = {id: '7', source: '临桥日报', kind: 'text'}</script>`, "", "临桥日报", ""},
		{"several in scripts are a list", `<script>[{"source":"临桥日报"},{"source":"南山记事"}]</script>`, "", "", ""},
		{"not what a script calls the source of a visit", `<script>track({source: 'pc-home'})</script>`, "", "", ""},
		{"a class that is of the time too", "", `<div class="source">建立時間：2024/07/21 14:45</div>`, "", ""},
		{"a byline in the data", `<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"記者陳小山／臨橋報導"}}</script>`, `<div>2024-07-21 来源：临桥日报</div>`, "临桥日报", "陳小山"},
		{"an outlet is no author", `<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"臨橋新聞網"}}</script>`, `<div>2024-07-21 来源：临桥日报</div>`, "临桥日报", ""},
		{"nobody", "", `<div>2024-07-21 14:45 来源：未知</div>`, "", ""},
		{"a relative time is no name", "", `<div><em class="media-text">昨天</em></div>`, "", ""},
		{"account in a card that opens", "", `<div><a>南山记事</a><div style="display:none"><strong class="profile_nickname">南山记事</strong><p>功能介绍</p></div><em>昨天</em></div>`, "南山记事", ""},
		{"meta", `<meta name="ContentSource" content="临桥日报">`, "", "临桥日报", ""},
		{"label before meta", `<meta name="source" content="别报">`, `<div>稿源：临桥日报</div>`, "临桥日报", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := extract.Text(fillPage(tt.head, tt.meta, "", "")).Article
			if a.Source != tt.source || a.Author != tt.author || a.Body != first+"\n"+second {
				t.Errorf("got %q by %q, want %q by %q; body %q", a.Source, a.Author, tt.source, tt.author, a.Body)
			}
		})
	}
}

// TestHTMLBoxes tries what may stand inside the element of the text and is none of it, and what is.
func TestHTMLBoxes(t *testing.T) {
	const other = "<p>另一篇文章的摘要写得很长，长到像是正文的一段，其实和这一页没有关系，只是推荐。</p>"
	tests := []struct{ name, middle, kept string }{
		{"share bar", `<div class="share"><span>分享到</span><a>微信</a></div>`, ""},
		{"related by class", `<div class="related-box">` + other + `</div>`, ""},
		{"related by its words", `<div><div>相关阅读</div><div>` + other + `</div></div>`, ""},
		{"player", `<div class="video-box"><p>一段视频的标题</p></div>`, ""},
		{"hidden", `<div style="display: none">` + other + `</div><p hidden>看不见的话也是话。</p>`, ""},
		{"links", `<ul><li><a>别的标题一则</a></li><li><a>别的标题两则</a></li></ul>`, ""},
		{"script and form", `<script>document.write("不是正文。")</script><select><option>选项</option></select><button>提交</button>`, ""},
		{"prompt at the end of a line", `<p>堤上有灯，灯下有人，人手里有伞。<a>点击查看更多</a></p>`, "堤上有灯，灯下有人，人手里有伞。"},
		{"advertisement by its data", `<div class="style_article" data-count="ad_content_top">` + other + `</div>`, ""},
		{"invitation to download", `<p>新到的雨伞先到先得，还有晒伞的诀窍，下载临桥客户端还有福利哦！</p>`, ""},
		{"home at the end of a line", `<p>堤上有灯，灯下有人，人手里有伞。<a><img><span>返回临桥网首页&gt;&gt;</span></a></p>`, "堤上有灯，灯下有人，人手里有伞。"},
		{"caption", `<figure><img><figcaption>堤顶的木板，摄于七月。</figcaption></figure>`, "堤顶的木板，摄于七月。"},
		{"sub-heading", `<h2>木板从哪里来</h2>`, "木板从哪里来"},
		{"link in text", `<p>木板来自<a>一座拆掉的旧剧院</a>，每一块背面都有编号。</p>`, "木板来自一座拆掉的旧剧院，每一块背面都有编号。"},
		{"parted words", `<p><span>木板</span><span>来自</span><em>旧剧院</em>，每一块背面都有编号。</p>`, "木板来自旧剧院，每一块背面都有编号。"},
		{"rights at the end", `<p>堤顶的木板一共四公里，每一块都刷了三遍桐油，踩上去不响。【图片为本站独家所有，未经授权禁止转载】</p>`, "堤顶的木板一共四公里，每一块都刷了三遍桐油，踩上去不响。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := []string{first, second}
			if tt.kept != "" {
				want = []string{first, tt.kept, second}
			}
			a := extract.Text(fillPage("", "<div>2024-07-21 来源：临桥日报</div>", tt.middle, "")).Article
			if diff := cmp.Diff(want, strings.Split(a.Body, "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestHTMLTitles tries where a page may have its title.
func TestHTMLTitles(t *testing.T) {
	const body = "<div>" + "<p>" + first + "</p><p>" + second + "</p></div>"
	tests := []struct{ name, page, want string }{
		{"heading", `<title>临桥网</title><h1>防洪堤交给散步的人</h1>`, "防洪堤交给散步的人"},
		{"the site is the first heading", `<title>防洪堤交给散步的人-临桥网</title><h1>临桥网</h1><h2>防洪堤交给散步的人</h2>`, "防洪堤交给散步的人"},
		{"a mark before it", `<title>防洪堤交给散步的人-临桥网</title><h1><span>原创</span>防洪堤交给散步的人</h1>`, "防洪堤交给散步的人"},
		{"class", `<title>临桥网</title><div>今天天气晴朗无风</div><div class="article-title">防洪堤交给散步的人</div>`, "防洪堤交给散步的人"},
		{"in the head alone", `<title>防洪堤交给散步的人-临桥网</title><div>栏目与服务</div>`, "防洪堤交给散步的人"},
		{"og:title", `<title>临桥网</title><meta property="og:title" content="防洪堤交给散步的人"><div>栏目与服务</div>`, "防洪堤交给散步的人"},
		{"rubric of its own", `<title>堤上观察｜防洪堤交给散步的人_临桥网</title><h1>堤上观察｜防洪堤交给散步的人</h1>`, "堤上观察｜防洪堤交给散步的人"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := extract.Text(extract.Page{Text: "<html>" + tt.page + "<div>2024-07-21 来源：临桥日报</div>" + body + "</html>"}).Article
			if a.Title != tt.want || a.Body != first+"\n"+second {
				t.Errorf("got %q, want %q; body %q", a.Title, tt.want, a.Body)
			}
		})
	}
}

// TestTooMuch: a page of more lines or tags than any page has is refused before it takes memory.
func TestTooMuch(t *testing.T) {
	for _, text := range []string{strings.Repeat(first+"\n", 200_001), "<html>" + strings.Repeat("<p>", 200_001)} {
		if f := extract.Text(extract.Page{Text: text}); f.Kind != extract.KindNotArticle || !strings.Contains(f.Reason, "more than 200000") {
			t.Errorf("%s: %s", f.Kind, f.Reason)
		}
	}
}

// TestDeepHTML: elements nested deeper than a parser takes leave the text.
func TestDeepHTML(t *testing.T) {
	for _, depth := range []int{400, 3000} {
		a := extract.Text(extract.Page{Text: "<html><body>" + strings.Repeat("<div>", depth) + "<p>" + first + "</p><p>" + second + "</p></body></html>"}).Article
		if a.Body != first+"\n"+second {
			t.Errorf("%d deep: %q", depth, a.Body)
		}
	}
}

// FuzzHTML: an article has a text, the rest has a reason, and the same page gives the same again.
func FuzzHTML(f *testing.F) {
	pages, err := filepath.Glob("testdata/html/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(`<p><script>var a = {"content":"\u4e2d\ud83d` + "\x1f")
	f.Add(`<html><script>x = JSON.parse("{\"title\":\"一\",\"content\":[{\"text\":\"二\"}]}")</script><textarea class="title">&lt;p`)
	f.Fuzz(func(t *testing.T, text string) {
		page := extract.Page{Name: "x.html", Text: "<html>" + text}
		found := extract.Text(page)
		a := found.Article
		switch {
		case found.Kind == extract.KindNotArticle:
			if found.Reason == "" || a.Title != "" || a.Body != "" {
				t.Fatalf("no article, but %+v", found)
			}
		case found.Kind != extract.KindArticle || strings.TrimSpace(a.Body) == "":
			t.Fatalf("%+v", found)
		}
		if utf8.ValidString(text) && !utf8.ValidString(a.Title+a.Body+a.Source) {
			t.Fatalf("invalid UTF-8 in %+v", a)
		}
		if diff := cmp.Diff(found, extract.Text(page)); diff != "" {
			t.Fatalf("again (-first +second)\n%s", diff)
		}
	})
}

// TestHTMLEnds tries what follows a text without a mark of its own.
func TestHTMLEnds(t *testing.T) {
	for _, tail := range []string{
		`<div><h2>作者最新文章</h2><ul><li>临桥的伞店开了第三家，掌柜说雨天才是好天</li><li>12-27 18:40</li></ul></div>`,
		`<div><h2>相关搜索</h2><ul><li><a>雨伞</a></li></ul></div>`,
		`<p>- THE END -</p>`,
		`<p>此前报道：<a href="/2">堤顶的木板从旧剧院来</a></p>`,
		`<div>(本文来自临桥网，更多原创资讯请下载“临桥网”APP)</div>`,
		`<div>Qzone</div>`,
		`<div>版权声明 来源：临桥日报 时间：2024-07-21 14:34:05 作者：</div>`,
		`<p>還想看更多新聞嗎？歡迎下載臨橋日報APP，看新聞還能抽雨傘：</p><p>iOS載點</p>`,
		`<div>本新聞文字、照片版權所有，在紙本或網路引用、改寫者，違者必究。</div><div>下載「臨橋新聞網APP」</div>`,
	} {
		page := strings.Replace(fillPage("", "<div>2024-07-21 来源：临桥日报</div>", "", "").Text, "</div></body>", tail+"</div></body>", 1)
		if a := extract.Text(extract.Page{Text: page}).Article; a.Body != first+"\n"+second {
			t.Errorf("%s: body %q", tail, a.Body)
		}
	}
}

// TestHTMLHeads tries what may stand between title and text.
func TestHTMLHeads(t *testing.T) {
	for _, meta := range []string{
		`<div><a class="s-q"></a> Qzone </div>`,
		`<div>字級設定：小中大特</div>`,
		`<div><span>山人</span> <span>南山记事</span> <em>前天</em></div>`,
	} {
		if a := extract.Text(fillPage("", meta, "", "")).Article; a.Body != first+"\n"+second {
			t.Errorf("%s: body %q", meta, a.Body)
		}
	}
}

// TestBrokenTitle: a title over several lines is put together as the head has it, and no part of it is text.
func TestBrokenTitle(t *testing.T) {
	page := `<html><head><title>临桥镇关于防洪堤夜间　开放和管理的决定__第七期公报_临桥网</title></head><body>` + strings.Repeat(`<a>目录</a><br>`, 40) +
		`<p><strong>临桥镇<br>关于防洪堤夜间<br>开放和管理的决定</strong><br>（七月二十一日通过）</p><p>` + first + `</p></body></html>`
	f := extract.Text(extract.Page{Text: page})
	if want := "临桥镇关于防洪堤夜间 开放和管理的决定"; f.Article.Title != want || f.Article.Body != first {
		t.Errorf("%s %q: title %q, want %q; body %q", f.Kind, f.Reason, f.Article.Title, want, f.Article.Body)
	}
}

// TestThreads: a list of threads with the beginnings of their texts is no article, whatever stands in them.
func TestThreads(t *testing.T) {
	var page strings.Builder
	page.WriteString("<html><head><title>散步吧</title></head><body><div>")
	for i := range 14 {
		fmt.Fprintf(&page, "<div>山人%d   16:%02d</div><div>堤上的灯坏了第%d盏，有人知道归谁修吗，我打了三个电话都说不归他们管。</div>", i, i+10, i)
	}
	page.WriteString("</div></body></html>")
	if f := extract.Text(extract.Page{Text: page.String()}); f.Kind != extract.KindNotArticle {
		t.Errorf("it is an article: %q", f.Article.Title)
	}
}

// TestHomeIsNoAddress: a page that gives the site's address for its own, in the head or in print, has none.
func TestHomeIsNoAddress(t *testing.T) {
	page := fillPage(`<link rel="canonical" href="https://linqiao.example/">`, "<div>https://linqiao.example/</div><div>2024-07-21 来源：临桥日报</div>", "", "")
	if a := extract.Text(page).Article; a.URL != "" {
		t.Errorf("its address is %s", a.URL)
	}
	page.URL = "https://linqiao.example/2024/7.html"
	if a := extract.Text(page).Article; a.URL != page.URL {
		t.Errorf("its address is %s, want %s", a.URL, page.URL)
	}
}
