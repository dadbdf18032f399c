package ingest

import (
	"bytes"
	"errors"
	"testing"
	"unicode/utf8"

	"xunbao/index"
)

// anyForm reads data as whatever it is: nothing but articles and told records may come of it, and no panic.
func anyForm(t *testing.T, data []byte) {
	t.Helper()
	lim := defaultLimits
	lim.line, lim.page, lim.inflated, lim.grace = 1<<16, 1<<16, 1<<20, 1<<16
	s := &source{lim: lim}
	s.stream(bytes.NewReader(data), "f", true, func(r index.Record, err error) bool {
		var bad *index.RecordError
		if err != nil && !errors.As(err, &bad) {
			t.Fatalf("%q ends with %v", data, err)
		}
		if a := r.Article; err == nil && (a.ID == "" || !utf8.ValidString(a.Title+a.Body) || a.Title+a.Body == "") {
			t.Fatalf("%q gives %+v", data, a)
		}
		return true
	})
}

func FuzzWARC(f *testing.F) {
	f.Add([]byte(capture("response", "http://n.example/a", answer("Content-Type: text/html\r\n", htmlPage("木板路铺到了河口"))) + captureOf("resource", "u", "<p>水", 99)))
	f.Add([]byte(captureOf("response", "u", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n", 3)))
	f.Fuzz(func(t *testing.T, data []byte) { anyForm(t, append([]byte("WARC/1.0\r\n"), data...)) })
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("甲,\"一\n二\"\n,,,\n\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) { anyForm(t, append([]byte("title,body\n甲,乙\n"), data...)) })
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(rss))
	f.Add([]byte(atom))
	f.Add([]byte(jsonFeed))
	f.Fuzz(func(t *testing.T, data []byte) {
		anyForm(t, data)
		anyForm(t, append([]byte("<rss><channel>"), data...))
		anyForm(t, append([]byte(`{"version":"https://jsonfeed.org/version/1",`), data...))
	})
}

func FuzzArchive(f *testing.F) {
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"))
	f.Add([]byte("\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x16\x00\x00\x00"))
	f.Add([]byte("\x28\xb5\x2f\xfd\x04\x00"))
	f.Add([]byte(bz2Line))
	f.Add([]byte(rawZip("a", 0, 0, 3, "水") + rawZip("b", 8, 8, 0, "\x03\x00")))
	f.Fuzz(anyForm)
}

func FuzzCharset(f *testing.F) {
	f.Add([]byte("\xff\xfe\x34\x6c"))
	f.Add([]byte("\xcb\xae\xb5\xcc,\xce\xe5\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, name, err := decodeText(data)
		if err == nil && (!utf8.ValidString(text) || name == "") {
			t.Fatalf("%q gives %q in %q", data, text, name)
		}
		if c, ok := charsetOf(data); ok && c.name == "" {
			t.Fatalf("%q has an encoding without a name", data)
		}
	})
}
