package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"xunbao/index"
)

// bulk is a large source, written while it is read, so that the test itself holds nothing of it.
type bulk struct {
	name    string
	records int
	write   func(w io.Writer, n int) error
}

// bulks are the kinds of sources that are large in practice.
var bulks = []bulk{
	{"WARC.gz of 2,000 pages", 2000, writeCrawl},
	{"zip in zip, 2,000 pages", 2000, writeNestedZip},
	{"CSV of 100,000 rows", 100_000, writeTable},
	{"RSS of 500 items", 500, writeFeed},
}

// pageNumber is a page like those of news sites: the article, and much around it.
func pageNumber(n int) string {
	menu := strings.Repeat("<li><a href='/x'>频道</a></li>", 8)
	body := strings.Repeat("<p>"+sentence+fmt.Sprintf("这是第%d篇文章里的一段话。", n)+"</p>\n", 6)
	return fmt.Sprintf("<html><head><title>第%d号水文公报_临桥新闻网</title><meta charset=utf-8></head><body><ul>%s</ul><h1>第%d号水文公报</h1><div>2024-07-21 14:45 来源：临桥日报</div><div class=content>%s</div><div>责任编辑：池小禾</div><ul>%s</ul></body></html>", n, menu, n, body, menu)
}

func writeCrawl(w io.Writer, n int) error {
	for i := range n {
		z, err := gzip.NewWriterLevel(w, gzip.BestSpeed) // a member for each record, as crawlers write them
		if err == nil {
			_, err = io.WriteString(z, capture("response", fmt.Sprintf("http://n.example/%d", i), answer("Content-Type: text/html\r\n", pageNumber(i))))
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func writeNestedZip(w io.Writer, n int) error {
	outer := zip.NewWriter(w)
	for half := range 2 {
		part, err := outer.Create(fmt.Sprintf("part%d.zip", half))
		if err != nil {
			return err
		}
		inner := zip.NewWriter(part)
		for i := range n / 2 {
			f, err := inner.Create(fmt.Sprintf("news/%d/%d.html", half, i))
			if err == nil {
				_, err = io.WriteString(f, pageNumber(half*n+i))
			}
			if err != nil {
				return err
			}
		}
		if err := inner.Close(); err != nil {
			return err
		}
	}
	return outer.Close()
}

func writeTable(w io.Writer, n int) error {
	if _, err := io.WriteString(w, "编号,标题,发布时间,来源,内容\n"); err != nil {
		return err
	}
	for i := range n {
		if _, err := fmt.Fprintf(w, "%d,第%d号水文公报,2024-07-21 14:45,临桥日报,\"%s\n他说\"\"好\"\"。\"\n", i, i, sentence); err != nil {
			return err
		}
	}
	return nil
}

func writeFeed(w io.Writer, n int) error {
	if _, err := io.WriteString(w, "<rss version=\"2.0\"><channel><title>临桥新闻网</title>\n"); err != nil {
		return err
	}
	for i := range n {
		if _, err := fmt.Fprintf(w, "<item><title>第%d号水文公报</title><link>http://n.example/%d</link><pubDate>Sun, 21 Jul 2024 14:45:00 +0800</pubDate><description><![CDATA[%s]]></description></item>\n",
			i, i, strings.Repeat("<p>"+sentence+"</p>", 12)); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "</channel></rss>")
	return err
}

// flat is how many bytes reading a bulk may hold at once: what is read ahead, windows and pages, whatever its size.
const flat = 100 << 20

// TestBulk reads every record of large sources in flat memory.
func TestBulk(t *testing.T) {
	for _, b := range bulks {
		t.Run(b.name, func(t *testing.T) {
			if testing.Short() {
				b.records /= 20
			}
			out, in := io.Pipe()
			go func() { in.CloseWithError(b.write(in, b.records)) }()
			var before, now runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			s := &source{lim: defaultLimits}
			ids := make(map[string]bool)
			s.stream(out, "f", true, func(r index.Record, err error) bool {
				if err != nil {
					t.Fatal(err)
				}
				ids[string(r.Article.ID)] = true
				if len(ids)%500 == 0 {
					if runtime.ReadMemStats(&now); now.HeapInuse > before.HeapInuse+flat {
						t.Fatalf("holds %d MB after %d records", (now.HeapInuse-before.HeapInuse)>>20, len(ids))
					}
				}
				return true
			})
			if len(ids) != b.records {
				t.Errorf("%d articles of %d records", len(ids), b.records)
			}
		})
	}
}

// BenchmarkBulk tells records and megabytes of the source, as it lies on the disk, a second.
func BenchmarkBulk(b *testing.B) {
	for _, kind := range bulks {
		b.Run(kind.name, func(b *testing.B) {
			var data bytes.Buffer
			if err := kind.write(&data, kind.records); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(data.Len()))
			n := 0
			for b.Loop() {
				s := &source{lim: defaultLimits}
				s.stream(bytes.NewReader(data.Bytes()), "f", true, func(_ index.Record, err error) bool {
					if err != nil {
						b.Fatal(err)
					}
					n++
					return true
				})
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
