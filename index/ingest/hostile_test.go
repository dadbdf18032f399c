package ingest

import (
	"archive/tar"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	"golang.org/x/text/encoding/simplifiedchinese"

	"xunbao/index"
)

// noise is text that does not compress, so that half of a packed file is half of its records.
func noise(lines int) string {
	random := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "{\"title\":\"%d\",\"body\":\"", i)
		for range 200 {
			b.WriteRune(rune(0x4e00 + random.IntN(8000)))
		}
		b.WriteString("\"}\n")
	}
	return b.String()
}

// flip changes one byte, counted from the end when at is negative.
func flip(s string, at int) string {
	b := []byte(s)
	b[(at+len(b))%len(b)] ^= 0x55
	return string(b)
}

// bomb is a small file that becomes n bytes.
func bomb(t *testing.T, n int64, open func(io.Writer) (io.WriteCloser, error)) string {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err == nil {
		_, err = io.CopyN(w, endless("\n"), n)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// endless repeats a text for ever.
func endless(text string) io.Reader {
	block := []byte(strings.Repeat(text, 64<<10/len(text)))
	rest := block
	return readerFunc(func(p []byte) (int, error) {
		if len(rest) == 0 {
			rest = block
		}
		n := copy(p, rest)
		rest = rest[n:]
		return n, nil
	})
}

func gzipTo(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestSpeed) }
func zstdTo(w io.Writer) (io.WriteCloser, error) {
	return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
}
func xzTo(w io.Writer) (io.WriteCloser, error) {
	return xz.WriterConfig{DictCap: 1 << 16}.NewWriter(w)
}

// rawZip is a zip member by hand, for heads that no library writes.
func rawZip(name string, flags, method uint16, packed uint32, data string) string {
	h := []byte{'P', 'K', 3, 4, 20, 0, byte(flags), byte(flags >> 8), byte(method), 0, 0, 0, 0, 0, 0, 0, 0, 0,
		byte(packed), byte(packed >> 8), byte(packed >> 16), byte(packed >> 24), 0, 0, 0, 0, byte(len(name)), byte(len(name) >> 8), 0, 0}
	return string(h) + name + data
}

func tarHeader(t *testing.T, h tar.Header) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&h); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// attack is one damaged or hostile source and what must come of it: titles of what is kept, then a part of what is told.
type attack struct {
	name string
	in   io.Reader
	kept int    // records that must come out
	told string // a part of one error; "" when nothing must be told
}

// attacks are as many kinds whatever shrink is; by it the largest sources are divided.
func attacks(t *testing.T, shrink int64) []attack {
	good := "{\"title\":\"一\"}\n"
	many := noise(400)
	packed := gz(t, many)
	few := noise(40)
	half := func(s string) io.Reader { return strings.NewReader(s[:len(s)/2]) }
	whole := strings.NewReader
	line := func(n int64, head, tail string) io.Reader {
		return io.MultiReader(whole(good), whole(head), io.LimitReader(endless("水"), n/shrink), whole(tail), whole("\n"+good))
	}
	table := "title,body\n甲,一\n"
	feed := "<rss><channel><title>x</title><item><title>甲</title></item>"
	htmlAnswer := answer("Content-Type: text/html\r\n", htmlPage("木板路铺到了河口"))
	record := capture("response", "http://n.example/a", htmlAnswer)
	zipped := zipOf(t, member{"a.jsonl", good}, member{"b.jsonl", good})
	tarred := tarOf(t, member{"a.jsonl", good}, member{"b.jsonl", good})
	quine := gz(t, gz(t, gz(t, gz(t, good))))
	return []attack{
		{"empty", whole(""), 0, "is empty"},
		{"white space", whole(" \n\t"), 0, "is empty"},
		{"NUL bytes", whole(strings.Repeat("\x00", 4096)), 0, "NUL"},
		{"NUL in a record", whole("{\"title\":\"甲\\u0000乙\"}\n" + good), 2, ""},
		{"raw NUL in a record", whole("{\"title\":\"甲\x00乙\"}\n" + good), 1, "not valid JSON"},
		{"random bytes", io.LimitReader(rand.NewChaCha8([32]byte{1}), 1<<16), 0, "f"},
		{"a picture", whole("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"), 0, "f"},
		{"a program", whole("\x7fELF\x02\x01\x01" + strings.Repeat("\x00\x01", 500)), 0, "f"},
		{"UTF-32", whole("\xff\xfe\x00\x00\x34\x6c\x00\x00"), 0, "UTF-32"},
		{"UTF-16 cut in a character", whole("\xff\xfe\x34\x6c\x00"), 0, "neither UTF-8"},

		{"invalid UTF-8 in a line", whole("{\"title\":\"\xff\xfe\"}\n" + good), 1, "not valid UTF-8"},
		{"surrogate halves", whole("{\"title\":\"\\ud800\"}\n" + good), 2, ""},
		{"JSON cut off", whole(good + "{\"title\":\"二"), 1, "cut off"},
		{"array cut off", whole("[{\"title\":\"一\"},{\"title\":"), 1, "cut off"},
		{"deep JSON", whole(good + "{\"title\":" + strings.Repeat("[", 1<<20) + "\n" + good), 2, "record"},
		{"deep JSON in a spread object", whole("{\n\"a\":" + strings.Repeat("[", 1<<20)), 0, "record"},
		{"deep objects", whole(strings.Repeat("{\"a\":", 1<<18)), 0, "record"},
		{"a line of 1 GB", line(1<<30, "{\"title\":\"", "\"}"), 2, "is longer than 16 MiB"},
		{"a string of 128 MB that does not end", io.MultiReader(whole("[{\"title\":\"一\"},{\"title\":\""), io.LimitReader(endless("水"), 128<<20/shrink)), 1, "is longer than 16 MiB"},
		{"a page of 1 GB", io.LimitReader(endless("水涨上来。\n"), 1<<30/shrink), 0, "is larger than 8 MiB"},
		{"a million line ends", whole("水\n" + strings.Repeat("\n", 1<<20)), 0, "more than 200000 lines"},
		{"a body over the limit", whole("{\"title\":\"一\",\"body\":\"" + strings.Repeat("水", 2<<20) + "\"}\n" + good), 1, "at most 4194304 are taken"},
		{"a title over the limit", whole("{\"title\":\"" + strings.Repeat("水", 3000) + "\"}\n" + good), 1, "at most 2000 are taken"},
		{"an id with a line end", whole("{\"id\":\"a\\nb\",\"title\":\"一\"}\n" + good), 1, "control character"},
		{"a time of another world", whole("{\"title\":\"一\",\"time\":\"99999999999999999999\"}\n" + good), 1, "cannot read the time"},
		{"a hundred thousand tags", whole("{\"title\":\"一\",\"tags\":[" + strings.Repeat("\"a\",", 100_000) + "\"a\"]}\n" + good), 1, "values"},

		{"HTML nested a million deep", whole("<html><body>" + strings.Repeat("<div>", 150_000) + "水"), 0, "no article"},
		{"HTML of tags alone", whole("<html>" + strings.Repeat("<p>", 300_000)), 0, "more than 200000 tags"},
		{"a tag that does not end", whole("<html><body><p " + strings.Repeat("a=b ", 1<<20)), 0, "no article"},
		{"an attribute of 4 MB", whole("<html><body><p title=\"" + strings.Repeat("水", 1<<20) + "\">"), 0, "no article"},

		{"gzip cut off", half(packed), 150, "the gzip file is cut off"},
		{"gzip of a head alone", whole("\x1f\x8b\x08"), 0, "the gzip file is cut off"},
		{"gzip with a wrong sum", whole(flip(packed, -6)), 400, "the gzip file is damaged"},
		{"gzip damaged inside", whole(flip(packed, len(packed)/2)), 100, "the gzip file"},
		{"gzip with text behind", whole(gz(t, good) + "text"), 1, "the gzip file"},
		{"bzip2 cut off", whole(bz2Line[:30]), 0, "the bzip2 file is cut off"},
		{"bzip2 damaged", whole(flip(bz2Line, 12)), 0, "the bzip2 file is damaged"},
		{"xz cut off", half(xzOf(t, few)), 0, "the xz file is cut off"},
		{"xz damaged", whole(flip(xzOf(t, few), -1)), 40, "the xz file is damaged"},
		{"xz with a second block of 4 GiB", whole(secondBlock(t, good, 40)), 1, "its window is"},
		{"xz with a window of 1.5 GiB", whole(withWindow(t, good, 37, false)), 0, "its window is"},
		{"zstd cut off", half(zstOf(t, few)), 0, "the zstd file is cut off"},
		{"zstd damaged", whole(flip(zstOf(t, few), -1)), 0, "the zstd file is damaged"},
		{"zstd with a window of 1 GiB", whole("\x28\xb5\x2f\xfd\x00\xa0" + strings.Repeat("\x00", 20)), 0, "the zstd file"},
		{"gzip bomb", whole(bomb(t, 4<<20, gzipTo)), 0, "unpacks to more than 200 times"},
		{"zstd bomb", whole(bomb(t, 4<<20, zstdTo)), 0, "unpacks to more than 200 times"},
		{"xz bomb", whole(bomb(t, 4<<20, xzTo)), 0, "unpacks to more than 200 times"},
		{"gzip in gzip in gzip in gzip", whole(quine), 0, "compressed too many times"},
		{"a bomb in a bomb", whole(bomb(t, 0, func(w io.Writer) (io.WriteCloser, error) { return nestedBomb{w}, nil })), 0, "unpacks to more than 200 times"},

		{"zip cut off", whole(zipped[:len(zipped)-200]), 1, "the zip file is cut off"},
		{"zip cut off in its directory", whole(zipped[:len(zipped)-30]), 2, ""},
		{"zip that is empty", whole("PK\x05\x06" + strings.Repeat("\x00", 18)), 0, ""},
		{"zip with a wrong sum", whole(flip(zipped, 30+len("a.jsonl")+3)), 0, "the zip file"},
		{"zip that leads outside", whole(zipOf(t, member{"../../etc/a.jsonl", good}, member{"b.jsonl", good})), 1, "leaves the archive"},
		{"zip that leads to the root", whole(zipOf(t, member{"/etc/a.jsonl", good}, member{"b.jsonl", good})), 1, "leaves the archive"},
		{"zip that leads to a drive", whole(zipOf(t, member{`C:\a.jsonl`, good}, member{"b.jsonl", good})), 1, "leaves the archive"},
		{"zip with backslashes outside", whole(zipOf(t, member{`..\a.jsonl`, good}, member{"b.jsonl", good})), 1, "leaves the archive"},
		{"zip with a NUL in a name", whole(zipOf(t, member{"a\x00.jsonl", good}, member{"b.jsonl", good})), 1, "control characters"},
		{"zip without a name", whole(rawZip("", 0, 0, uint32(len(good)), good) + zipped), 2, "has no name"},
		{"encrypted member", whole(rawZip("a", 1, 8, uint32(len(good)), good) + zipped), 2, "is encrypted"},
		{"unknown compression", whole(rawZip("a", 0, 99, uint32(len(good)), good) + zipped), 2, "in a way that is not read (99)"},
		{"stored without a length", whole(rawZip("a", 8, 0, 0, good) + zipped), 0, "does not say how long it is"},
		{"a length beyond the end", whole(rawZip("a", 0, 0, 1<<31, good)), 1, "is cut off"},
		{"zip bomb", whole(rawZip("a", 0, 8, 0, bomb(t, 4<<20, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 1) }))), 0, "unpacks to more than 200 times"},
		{"archives in archives", whole(zipOf(t, member{"a", zipOf(t, member{"b", zipOf(t, member{"c", good})})}, member{"d", good})), 1, "is an archive in an archive in an archive"},

		{"tar cut off", whole(tarred[:1024+300]), 1, "the tar file is cut off"},
		{"tar cut off between members", whole(tarred[:1024]), 1, "the tar file is cut off"},
		{"tar cut off behind a member", whole(tarred[:1000]), 1, "the tar file is cut off"},
		{"tar with a damaged head", whole(flip(tarred, 1024+10)), 1, "the tar file is damaged"},
		{"tar with a link outside", whole(tarHeader(t, tar.Header{Name: "a", Linkname: "/etc/passwd", Typeflag: tar.TypeSymlink}) + tarred), 2, "is a link"},
		{"tar with a hard link", whole(tarHeader(t, tar.Header{Name: "a", Linkname: "../x", Typeflag: tar.TypeLink}) + tarred), 2, "is a link"},
		{"tar with a device", whole(tarHeader(t, tar.Header{Name: "a", Typeflag: tar.TypeBlock, Devmajor: 8}) + tarred), 2, "is no regular file"},
		{"tar with a pipe", whole(tarHeader(t, tar.Header{Name: "a", Typeflag: tar.TypeFifo}) + tarred), 2, "is no regular file"},
		{"tar that leads outside", whole(tarOf(t, member{"../a", good}, member{"b", good})), 1, "leaves the archive"},
		{"tar with a size beyond the end", whole(tarHeader(t, tar.Header{Name: "a.jsonl", Size: 1 << 40, Typeflag: tar.TypeReg, Format: tar.FormatGNU}) + good), 1, "cut off"},

		{"WARC cut off", whole(record + record[:len(record)/2]), 1, "the WARC file is cut off"},
		{"WARC with a length too short", whole(captureOf("response", "http://n.example/a", htmlAnswer, len(htmlAnswer)-40) + record), 2, "does not begin with WARC/"},
		{"WARC with a length too long", whole(captureOf("response", "http://n.example/a", htmlAnswer, len(htmlAnswer)+40) + record), 1, "reaches into the next record"},
		{"WARC with a negative length", whole(captureOf("response", "http://n.example/a", htmlAnswer, -1) + record), 1, "has the Content-Length"},
		{"WARC with a length of 1 TB", whole(record + captureOf("response", "http://n.example/a", htmlAnswer, 1<<40)), 1, "the WARC file is cut off"},
		{"WARC without a head", whole("WARC/1.0\r\n\r\n" + record), 1, "has the Content-Length"},
		{"WARC with a head without end", io.MultiReader(whole(record+"WARC/1.0\r\n"), io.LimitReader(endless("x: y\r\n"), 64<<20/shrink)), 1, "f"},
		{"WARC with no HTTP in it", whole(capture("response", "http://n.example/a", "\x00\x01") + record), 1, "cannot be read"},
		{"WARC with a bomb for a page", whole(capture("response", "http://n.example/a", answer("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", bomb(t, 64<<20, gzipTo))) + record), 1, "is larger than 8 MiB"},

		{"table with a quote that does not close", whole(table + "\"乙,二\n丙,三\n"), 2, "has a quote that does not close"},
		{"table with hundreds of them", whole(table + strings.Repeat("\"x\n", 301)), 1, "too many quotes"},
		{"table with a quote before 64 MB", io.MultiReader(whole(table+"\"乙,"), io.LimitReader(endless(strings.Repeat("水", 1000)+",水\n"), 64<<20/shrink)), 1, "has a quote that does not close"},
		{"table with too few columns", whole(table + "乙\n丙,三\n"), 2, "has 1 columns where the header has 2"},
		{"table with NUL", whole(table + strings.Repeat("乙,二\n", 1000) + "乙\x00,二\n"), 1002, ""},
		{"table in two encodings", whole(table + strings.Repeat("乙,二\n", 10_000) + transcoded(t, simplifiedchinese.GBK, "丙,三\n")), 10_001, "is not valid UTF-8"},

		{"feed cut off", whole(feed + "<item><title>乙"), 1, "the feed is cut off"},
		{"feed that does not end", io.MultiReader(whole(feed), io.LimitReader(endless("<x></x>"), 64<<20/shrink)), 1, "an item is larger than 16 MiB"},
		{"feed with an item of 1 GB", io.MultiReader(whole(feed+"<item><title>"), io.LimitReader(endless("水"), 1<<30/shrink)), 1, "an item is larger than 16 MiB"},
		{"feed nested too deeply", whole(feed + strings.Repeat("<a>", 10_000)), 1, "nested too deeply"},
		{"feed with entities of its own", whole("<!DOCTYPE rss [<!ENTITY a \"b\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>" + feed + "<item><title>&a;&c;</title></item></channel></rss>"), 2, ""},
		{"feed with control characters", whole(feed + "<item><title>\x01乙\x02</title></item></channel></rss>"), 2, ""},
		{"JSON Feed cut off", whole(`{"version":"https://jsonfeed.org/version/1","items":[{"title":"甲"},{"title":`), 1, "the JSON Feed is cut off"},
		{"JSON Feed that does not end", io.MultiReader(whole(`{"version":"https://jsonfeed.org/version/1","items":[{"title":"甲"},{"title":"`), io.LimitReader(endless("水"), 1<<30/shrink)), 1, "an item is larger than 16 MiB"},
	}
}

// nestedBomb writes gzip in gzip, each layer within the limit.
type nestedBomb struct{ w io.Writer }

func (n nestedBomb) Write(p []byte) (int, error) { return len(p), nil }

func (n nestedBomb) Close() error {
	outer := gzip.NewWriter(n.w)
	inner := gzip.NewWriter(outer)
	if _, err := io.CopyN(inner, endless("\n"), 4<<20); err != nil {
		return err
	}
	if err := inner.Close(); err != nil {
		return err
	}
	return outer.Close()
}

// maxHeld is how many bytes reading any of the attacks may hold at once beside the attack itself.
const maxHeld = 300 << 20

// TestAttacks: damaged and hostile sources are told, keep what is good, and never need much memory.
func TestAttacks(t *testing.T) {
	shrink := int64(1)
	if testing.Short() {
		shrink = 32
	}
	list := attacks(t, shrink)
	if len(list) < 60 {
		t.Fatalf("%d attacks", len(list))
	}
	for _, a := range list {
		t.Run(a.name, func(t *testing.T) {
			var before, now runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			kept, reads, told := 0, 0, []string{}
			watched := readerFunc(func(p []byte) (int, error) {
				if reads++; reads%256 == 0 {
					if runtime.ReadMemStats(&now); now.HeapInuse > before.HeapInuse+maxHeld {
						t.Fatalf("holds %d MB", (now.HeapInuse-before.HeapInuse)>>20)
					}
				}
				return a.in.Read(p)
			})
			s := &source{lim: defaultLimits}
			s.lim.grace = 1 << 20 // so that a small bomb shows what a large one does
			if _, small := a.in.(*strings.Reader); !small {
				s.lim.line, s.lim.page = s.lim.line/int(shrink), s.lim.page/int(shrink)
				a.told = strings.NewReplacer("16 MiB", size(int64(s.lim.line)), "8 MiB", size(int64(s.lim.page))).Replace(a.told)
			}
			s.stream(watched, "f", true, func(r index.Record, err error) bool {
				if err == nil {
					kept++
				} else if len(told) < 1000 {
					told = append(told, err.Error())
				}
				return true
			})
			all := strings.Join(told, "\n")
			if kept < a.kept || a.told == "" && all != "" || !strings.Contains(all, a.told) || strings.HasPrefix(all, "read ") {
				t.Errorf("kept %d, want %d; told %.600q, want %q", kept, a.kept, all, a.told)
			}
		})
	}
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestBytewise: how a source arrives changes nothing.
func TestBytewise(t *testing.T) {
	line := "{\"title\":\"一\"}\n"
	for _, in := range []string{
		gz(t, tarOf(t, member{"a", line}, member{"b", line})), zipOf(t, member{"a", line}, member{"b", zipOf(t, member{"c", line})}), rss, atom, jsonFeed, "title,body\n甲,\"一\n二\"\n",
		capture("response", "http://n.example/a", answer("Content-Type: text/html\r\n", htmlPage("木板路铺到了河口"))), xzOf(t, line), zstOf(t, line),
	} {
		s := &source{lim: defaultLimits}
		got := told(t, func(yield func(index.Record, error) bool) {
			s.stream(iotest.OneByteReader(strings.NewReader(in)), "f", true, yield)
		})
		like(t, got, readAll(t, in))
	}
}

// TestFolderAttacks: links and what is no file are told, wherever they lead.
func TestFolderAttacks(t *testing.T) {
	dir := folder(t, map[string]string{"a.jsonl": "{\"title\":\"一\"}\n", "sub/b.jsonl": "{\"title\":\"二\"}\n"})
	for name, target := range map[string]string{"loop": dir, "outside": "/etc/passwd", "nowhere": "gone", "sub/up": ".."} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	records, _, err := Open([]string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := told(t, records)
	for i := range got {
		got[i] = strings.TrimPrefix(got[i], dir+"/")
	}
	like(t, got, []string{"a.jsonl:1=一", "loop!is a symbolic link", "nowhere!is a symbolic link", "outside!is a symbolic link", "sub/b.jsonl:1=二", "sub/up!is a symbolic link"})
	if _, _, err := Open([]string{"/dev/zero"}, Options{}); err == nil {
		t.Error("a device was opened")
	}
}
