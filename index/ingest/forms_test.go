package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"xunbao/index"
)

// readAll is what one stream named f gives, in words.
func readAll(t *testing.T, in string) []string { return readWith(t, in, defaultLimits, nil) }

func readWith(t *testing.T, in string, lim limits, names Names) []string {
	t.Helper()
	s := &source{lim: lim, options: Options{Map: names}}
	return told(t, func(yield func(index.Record, error) bool) { s.stream(strings.NewReader(in), "f", true, yield) })
}

func sumOf(text string) uint32 { return crc32.ChecksumIEEE([]byte(text)) }

// packed compresses text with a writer.
func packed(t *testing.T, text string, open func(io.Writer) (io.WriteCloser, error)) string {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func xzOf(t *testing.T, text string) string {
	return packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) })
}

func zstOf(t *testing.T, text string) string {
	return packed(t, text, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })
}

// bz2Line is {"title":"一"} and a line end in bzip2, which Go only reads.
const bz2Line = "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x9f\xe8\x39\x4a\x00\x00\x05\xd9\xc9\x00\x10\x10\x00\x00\x10\x02\x24\x04\x0a\x40\x00\x00\x40\x04\x00\x20\x00\x31\x03\x40\xd0\x29\xb4\x0c\x81\x82\xaa\x8a\xf0\x48\x66\x8e\x17\x72\x45\x38\x50\x90\x9f\xe8\x39\x4a"

// member is one file of an archive.
type member struct{ name, text string }

func zipOf(t *testing.T, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		var f io.Writer
		var err error
		if i%2 == 1 { // stored, its length in the head
			h.Method, h.UncompressedSize64, h.CompressedSize64, h.CRC32 = zip.Store, uint64(len(m.text)), uint64(len(m.text)), sumOf(m.text)
			f, err = w.CreateRaw(h)
		} else {
			f, err = w.CreateHeader(h)
		}
		if err == nil {
			_, err = io.WriteString(f, m.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarOf(t *testing.T, members ...member) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		if err := w.WriteHeader(&tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.text)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, m.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// transcoded is text in another encoding.
func transcoded(t *testing.T, e encoding.Encoding, text string) string {
	t.Helper()
	s, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// answer is an HTTP answer with a page.
func answer(head, body string) string { return "HTTP/1.1 200 OK\r\n" + head + "\r\n" + body }

// capture is one record of a web archive.
func capture(kind, url, block string) string {
	return captureOf(kind, url, block, len(block))
}

func captureOf(kind, url, block string, length int) string {
	content := "application/http; msgtype=" + kind
	if kind == "resource" {
		content = "text/html"
	}
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-07-22T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, url, content, length, block)
}

const sentence = "水退下去的时候它是路，水涨上来的时候它是堤，镇上的人说这样的木板路还要再铺两公里。"

func htmlPage(title string) string {
	return "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1><p>" + strings.Repeat(sentence, 3) + "</p></body></html>"
}

const rss = `<?xml version="1.0" encoding="gb2312"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>临桥新闻网 &amp; 滚动</title><link>http://news.example/</link><description>x</description>
<item><title><![CDATA[<b>堤顶</b>木板路 & 灯]]></title><link>http://news.example/1.html</link><pubDate>Sun, 21 Jul 2024 14:45:00 +0800</pubDate>
<media:title>图</media:title><source url="http://x.example/">临桥日报</source><dc:creator>池小禾</dc:creator><category>民生</category><category>交通</category>
<description>短</description><content:encoded><![CDATA[<p>第一段。</p><p>第二段&amp;完。</p>]]></content:encoded></item>
<item><title>没有时区</title><guid isPermaLink="false">n-2</guid><pubDate>2024年03月15日 10:02</pubDate><description>&lt;p&gt;文字&lt;/p&gt;</description></item>
<item></item>
<item><title>坏时间</title><pubDate>不知何时</pubDate></item>
<item><title>A & B</title><author>a@b.example (林一)</author></item>
</channel></rss>`

const atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>北岭</title><id>f</id>
<entry><title type="html">&lt;i&gt;水库&lt;/i&gt;放水</title><link rel="self" href="http://n.example/self"/><link href="http://n.example/2"/><id>tag:2</id>
<updated>2024-07-22T08:00:00Z</updated><published>2024-07-21T14:45:00+08:00</published><author><name>许平</name><email>x</email></author><category term="水利"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>第一段 &lt; 二</p><p>第二段</p></div></content></entry>
<entry><title>另一条</title><id>tag:3</id><updated>2024-07-22</updated><content type="text">一行 &lt;b&gt;
两行</content></entry></feed>`

const jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"晨江","items":[
{"id":"1","url":"http://c.example/1","title":"渡口","content_html":"<p>甲</p><p>乙</p>","date_published":"2024-07-21T14:45:00+08:00","authors":[{"name":"一"},{"name":"二"}],"tags":["水"]},
{"id":2,"content_text":"只有正文"}, 7, {"id":"3"}]}`

func TestForms(t *testing.T) {
	line := "{\"title\":\"一\"}\n"
	csv := "标题,发布时间,来源,内容\n\"渡口,今天\",2024-07-21,临桥日报,\"他说\"\"好\"\"。\n第二行\"\n\n短\n灯,2024/7/22,晨江网,路灯\n"
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	crawl := "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n" +
		capture("request", "http://n.example/a", "GET /a HTTP/1.1\r\n\r\n") +
		capture("response", "http://n.example/a", answer("Content-Type: text/html; charset=gb2312\r\n", htmlPage("木板路铺到了河口"))) +
		capture("response", "http://n.example/b.png", answer("Content-Type: image/png\r\n", "\x89PNG")) +
		capture("response", "http://n.example/c", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+htmlPage("找不到")) +
		capture("response", "http://n.example/d", answer("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(htmlPage("分块的页面在这里")), htmlPage("分块的页面在这里")))) +
		capture("response", "http://n.example/e", answer("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", htmlPage("已经拼好的页面"))) +
		capture("response", "http://n.example/f", answer("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gz(t, htmlPage("压缩过的页面")))) +
		capture("response", "http://n.example/g", answer("Content-Type: text/html\r\nContent-Encoding: br\r\n", "\x1b\x00")) +
		capture("resource", "http://n.example/h", transcoded(t, simplifiedchinese.GBK, htmlPage("另一种编码的页面")))
	pages := []string{"f:3=木板路铺到了河口", "f:6=分块的页面在这里", "f:7=已经拼好的页面", "f:8=压缩过的页面", "f:9!the page has the Content-Encoding \"br\"", "f:10=另一种编码的页面"}
	members := gz(t, crawl[:len(crawl)/2]) + gz(t, crawl[len(crawl)/2:])
	feed := []string{"f:4=堤顶木板路 & 灯", "f:7=没有时区", "f:8!title", "f:9!published: cannot read the time", "f:10=A & B"}
	table := []string{"f:2=渡口,今天", "f:5!record: has 1 columns where the header has 4", "f:6=灯"}
	tests := []struct {
		name, in string
		want     []string
	}{
		{"bzip2", bz2Line, []string{"f:1=一"}},
		{"xz", xzOf(t, line), []string{"f:1=一"}},
		{"zstd", zstOf(t, line), []string{"f:1=一"}},
		{"zstd in gzip", gz(t, zstOf(t, line)), []string{"f:1=一"}},
		{"zip", zipOf(t, member{"a/b.jsonl", line}, member{"页面.html", htmlPage("存下来的页面")}, member{"__MACOSX/._a", "x"}, member{"c.jsonl", line}), []string{"f/a/b.jsonl:1=一", "f/页面.html=存下来的页面", "f/c.jsonl:1=一"}},
		{"zip in zip", zipOf(t, member{"in.zip", zipOf(t, member{"x", line}, member{"y.gz", gz(t, line)})}, member{"z", line}), []string{"f/in.zip/x:1=一", "f/in.zip/y.gz:1=一", "f/z:1=一"}},
		{"tar.gz in zip", zipOf(t, member{"in.tgz", gz(t, tarOf(t, member{"x", line}, member{".y", line}))}), []string{"f/in.tgz/x:1=一"}},
		{"GBK name", zipOf(t, member{transcoded(t, simplifiedchinese.GBK, "新闻.jsonl"), line}), []string{"f/新闻.jsonl:1=一"}},
		{"WARC", crawl, pages},
		{"WARC in gzip members", members, pages},
		{"RSS", rss, feed},
		{"RSS in GBK", transcoded(t, simplifiedchinese.GBK, rss), feed},
		{"RSS in UTF-16", transcoded(t, utf16, rss), feed},
		{"Atom", atom, []string{"f:2=水库放水", "f:5="}},
		{"JSON Feed", jsonFeed, []string{"f:1=渡口", "f:2=", "f:3!is no item", "f:4!title"}},
		{"CSV", csv, table},
		{"CSV with a BOM", "\ufeff" + csv, table},
		{"CSV in GBK", transcoded(t, simplifiedchinese.GBK, csv), table},
		{"CSV in UTF-16", transcoded(t, utf16, csv), table},
		{"CSV with CRLF", strings.ReplaceAll(csv, "\n", "\r\n"), table},
		{"semicolons", "Title;Publish Time;x\n甲;2024-07-21;1;;\n", []string{"f:2=甲"}},
		{"TSV", "id\ttitle\n1\t甲\"乙\n2\t\"丙\"\n", []string{"f:2=甲\"乙", "f:3=丙"}},
		{"a page with a comma", "title, 甲\n" + page, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.want != nil {
				like(t, readAll(t, tt.in), tt.want)
			} else if got := readAll(t, tt.in); len(got) != 1 || !strings.HasPrefix(got[0], "f") || strings.HasPrefix(got[0], "f:") {
				t.Errorf("got %q", got)
			}
		})
	}
}

// TestFormFields: each form fills the same fields.
func TestFormFields(t *testing.T) {
	articles := func(in string, names Names) (got []string) {
		s := &source{lim: defaultLimits, options: Options{Map: names}}
		s.stream(strings.NewReader(in), "f", true, func(r index.Record, err error) bool {
			if a := r.Article; err == nil {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s|%s|%s|%q", a.URL, a.Title, a.Source, a.Site, a.Author, a.Editors, a.Published, a.Category, a.Tags, a.Body))
			}
			return true
		})
		return got
	}
	tests := []struct {
		name, in string
		names    Names
		want     string
	}{
		{"RSS", rss, nil, `http://news.example/1.html|堤顶木板路 & 灯|临桥日报|临桥新闻网 & 滚动|池小禾|[]|2024-07-21T14:45:00+08:00|民生|[民生 交通]|"第一段。\n第二段&完。"`},
		{"Atom", atom, nil, `http://n.example/2|水库放水||北岭|许平|[]|2024-07-21T14:45:00+08:00|水利|[]|"第一段 < 二\n第二段"`},
		{"JSON Feed", jsonFeed, nil, `http://c.example/1|渡口||晨江|一、二|[]|2024-07-21T14:45:00+08:00|水|[]|"甲\n乙"`},
		{"CSV", "新闻标题,链接,责编,标签,時間,正文,频道\n渡口,http://a.example/1,林一 许平,水、桥,2024-07-21 14:45,\"甲\n乙\",民生\n", nil,
			`http://a.example/1|渡口||||[林一 许平]|2024-07-21T14:45:00+08:00|民生|[水 桥]|"甲\n乙"`},
		{"mapped CSV", "a;b\n渡口;甲\n", Names{"a": "title", "b": "body"}, `|渡口||||[]|||[]|"甲"`},
		{"mapped JSON", `{"a":"渡口","b":"甲","title":"不"}`, Names{"a": "title", "b": "body"}, `|渡口||||[]|||[]|"甲"`},
		{"WARC", capture("response", "http://n.example/a", answer("Content-Type: text/html\r\n", htmlPage("木板路铺到了河口"))), nil,
			`http://n.example/a|木板路铺到了河口||n.example||[]|||[]|"` + strings.Repeat(sentence, 3) + `"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := articles(tt.in, tt.names)
			if len(got) == 0 {
				t.Fatal("no article")
			}
			if got[0] != tt.want {
				t.Errorf("got  %s\nwant %s", got[0], tt.want)
			}
		})
	}
}

func TestParseNames(t *testing.T) {
	if got, err := ParseNames([]string{"a=b=title", "正=body"}); err != nil || got["a=b"] != "title" || got["正"] != "body" {
		t.Error(got, err)
	}
	for _, bad := range []string{"", "a", "=title", "a=titel"} {
		if _, err := ParseNames([]string{bad}); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
