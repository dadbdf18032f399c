package ingest

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xunbao/index"
)

const page = "防洪堤交给散步的人\n2024-07-21 14:45 来源：临桥日报\n临桥市昨天把最后一段防洪堤交给了散步的人，堤顶铺了四公里木板，下雨天也不打滑。\n责任编辑：张三\n"

func readers(r ...io.Reader) io.Reader { return io.MultiReader(r...) }

func gz(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// folder writes files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOpenFolder(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{
		"a.jsonl":         "{\"title\":\"一\"}\nbad\n{\"title\":\"二\"}\n",
		"b.json":          "[{\"title\":\"三\"}]",
		"c.txt":           page,
		"d/e.jsonl.gz":    gz(t, "{\"title\":\"四\"}\n"),
		"d/f.html":        "<html><body><h1>防洪堤</h1><p>" + strings.Repeat("水退下去的时候它是路，水涨上来的时候它是堤。", 3) + "</p></body></html>",
		"d/g.txt.gz":      gz(t, page),
		"h.txt":           gbk,
		"i.bin":           "\x00\x01\x02\x00\x00",
		"j.txt":           " \n",
		"k.txt":           "首页\n登录\n",
		"l.txt":           "[组图]" + page,
		"m.gz":            "\x1f\x8b\x08",
		"n.jsonl":         "bad first line\n{\"title\":\"五\"}\n{\"title\":\"六\"}\n",
		"o.txt":           "\xff\xfe\xff",
		".hidden/p.jsonl": "{\"title\":\"不\"}\n",
		".q.jsonl":        "{\"title\":\"不\"}\n",
	})
	if err := os.Symlink(filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "z.jsonl")); err != nil {
		t.Logf("no symbolic links here: %v", err)
	}
	var read int64
	records, size, err := Open([]string{dir}, Options{Read: func(n int64) { read = n }})
	if err != nil {
		t.Fatal(err)
	}
	got := told(t, records)
	for i := range got {
		got[i] = filepath.ToSlash(strings.TrimPrefix(got[i], dir+string(filepath.Separator)))
	}
	want := []string{
		"a.jsonl:1=一", "a.jsonl:2!record: is not a JSON object", "a.jsonl:3=二", "b.json:1=三", "c.txt=防洪堤交给散步的人", "d/e.jsonl.gz:1=四", "d/f.html=防洪堤",
		"d/g.txt.gz=防洪堤交给散步的人", "h.txt=防洪堤交给散步的人", "i.bin!is not text", "j.txt!is empty", "k.txt!no article found", "l.txt=[组图]防洪堤交给散步的人",
		"m.gz!the gzip file is cut off", "n.jsonl:1!record", "n.jsonl:2=五", "n.jsonl:3=六", "o.txt!is neither UTF-8",
	}
	if len(got) > len(want) {
		want = append(want, "z.jsonl!is a symbolic link")
	}
	like(t, got, want)
	if read != size.Bytes || read == 0 {
		t.Errorf("read %d bytes of %d", read, size.Bytes)
	}
}

func TestOpenStdinAndOrder(t *testing.T) {
	dir := folder(t, map[string]string{"x.jsonl": "{\"title\":\"文件\"}"})
	x := filepath.Join(dir, "x.jsonl")
	records, size, err := Open([]string{"-", x}, Options{Stdin: strings.NewReader("{\"title\":\"流\"}")})
	if err != nil || size.Bytes != 0 {
		t.Fatal(size, err)
	}
	like(t, told(t, records), []string{"-:1=流", x + ":1=文件"})
}

func TestOpenMissing(t *testing.T) {
	dir := t.TempDir()
	for _, paths := range [][]string{{filepath.Join(dir, "none")}, {dir, filepath.Join(dir, "none")}, nil} {
		if _, _, err := Open(paths, Options{}); err == nil {
			t.Errorf("Open(%q) gave no error", paths)
		}
	}
}

func TestLimits(t *testing.T) {
	tight := defaultLimits
	tight.page, tight.grace, tight.ratio = 1000, 1000, 20
	bounded := defaultLimits
	bounded.inflated = 1000
	cut := gz(t, strings.Repeat("{\"title\":\"一\"}\n", 3))
	damaged := []byte(gz(t, "{\"title\":\"一\"}\n"))
	damaged[len(damaged)-6] ^= 1
	tests := []struct {
		name, in string
		lim      limits
		want     []string
	}{
		{"long page", strings.Repeat(page, 10), tight, []string{"f!is larger than 1000 bytes"}},
		{"bomb", gz(t, strings.Repeat("\n", 1<<20)+"{}"), tight, []string{"f!unpacks to more than 20 times"}},
		{"too much", gz(t, strings.Repeat(page, 100)), bounded, []string{"f!becomes more than 1000 bytes"}},
		{"genuine", gz(t, page), tight, []string{"f=防洪堤交给散步的人"}},
		{"cut off", cut[:len(cut)-8], defaultLimits, []string{"f:1=一", "f:2=一", "f:3=一", "f!the gzip file is cut off"}},
		{"checksum", string(damaged), defaultLimits, []string{"f:1=一", "f!the gzip file is damaged"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &source{lim: tt.lim}
			like(t, told(t, func(yield func(index.Record, error) bool) { s.stream(strings.NewReader(tt.in), "f", true, yield) }), tt.want)
		})
	}
}

func TestIsJSON(t *testing.T) {
	for in, want := range map[string]bool{
		`{"title":1}`: true, `{ }`: true, `[{"a":1}]`: true, `[]`: true, "[组图]水": false, "<html>{\"a\":1}": false, "水\n退": false, "": false,
		"bad\n{\"title\":\"一\"}": true, "水\n退\n{\"title\":\"一\"}": false, "{水}": false, "{bad\n{\"a\":1}\n": true,
	} {
		if got := isJSON([]byte(in)); got != want {
			t.Errorf("isJSON(%q) = %v", in, got)
		}
	}
}
