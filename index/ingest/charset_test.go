package ingest

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"xunbao/index"
)

// transcodings are the encodings a page is put into.
var transcodings = []struct {
	name string
	encoding.Encoding
}{
	{"UTF-8", encoding.Nop},
	{"UTF-8 with BOM", unicode.UTF8BOM},
	{"GBK", simplifiedchinese.GBK},
	{"GB18030", simplifiedchinese.GB18030},
	{"Big5", traditionalchinese.Big5},
	{"UTF-16LE with BOM", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	{"UTF-16BE with BOM", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
	{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

var declaration = regexp.MustCompile(`(?i)<meta[^>]*charset[^>]*>|<\?xml[^>]*\?>`)

// declared are the forms of a page: as it is, with every declaration taken out, and with one more of each encoding, right or wrong.
func declared(text string) []string {
	none := declaration.ReplaceAllString(text, "")
	forms := []string{text, none}
	for _, name := range []string{"utf-8", "gb2312", "big5", "utf-16", "windows-1252"} {
		forms = append(forms, strings.Replace(none, "<head>", `<head><meta charset="`+name+`">`, 1))
	}
	return forms
}

// known is which characters each encoding has, as far as it was asked.
type known map[encoding.Encoding]map[rune]bool

// holdable takes the characters out of a text that an encoding has not; ok is false when they are more than a few.
func (k known) holdable(text string, e encoding.Encoding) (string, bool) {
	enc := e.NewEncoder()
	known := k[e]
	if known == nil {
		known = map[rune]bool{}
		k[e] = known
	}
	lost := 0
	kept := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		ok, met := known[r]
		if !met {
			s, err := enc.String(string(r))
			back, _ := e.NewDecoder().String(s)
			ok = err == nil && back == string(r)
			known[r] = ok
		}
		if !ok {
			lost++
			return -1
		}
		return r
	}, text)
	return kept, lost*100 <= utf8.RuneCountInString(text)
}

func pagesUnder(t *testing.T, pattern string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text, _, err := decodeText(data)
		if err != nil {
			t.Fatal(path, err)
		}
		pages[filepath.Base(path)] = text
	}
	return pages
}

// sharedPages is the folder of saved pages beside the repository, or "".
func sharedPages(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if found := filepath.Join(dir, "shared", "pages"); isDir(found) {
			return found
		}
	}
	return ""
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// samplePages are the pages of testdata and, unless the test is a short one, the saved pages beside the repository.
func samplePages(t *testing.T) map[string]string {
	t.Helper()
	pages := pagesUnder(t, "../extract/testdata/*/*.[th][xt]*")
	if len(pages) < 20 {
		t.Fatalf("only %d pages", len(pages))
	}
	switch dir := sharedPages(t); {
	case testing.Short():
		t.Log("the saved pages are left out by -short")
	case dir == "":
		t.Log("shared/pages is not here; the pages of testdata are tried all the same")
	default:
		maps.Copy(pages, pagesUnder(t, filepath.Join(dir, "*.html")))
	}
	return pages
}

// TestTranscodedPages: whatever a page is encoded in and declares, its text and the article found in it are the same, through the whole of the
// reading.
func TestTranscodedPages(t *testing.T) {
	tried, found, k := map[string]int{}, 0, known{}
	for name, text := range samplePages(t) {
		for _, to := range transcodings {
			held, ok := k.holdable(text, to.Encoding)
			if !ok {
				continue
			}
			want := readPage(t, held)
			if strings.HasPrefix(want, "{") {
				found++
			}
			for i, form := range declared(held) {
				data, err := to.NewEncoder().Bytes([]byte(form))
				if err != nil {
					t.Fatal(name, to.name, err)
				}
				got, charset, err := decodeText(data)
				if err != nil || strings.TrimPrefix(got, "\ufeff") != form {
					t.Errorf("%s in %s, form %d: read as %s, %v", name, to.name, i, charset, err)
				}
				tried[to.name]++
				if len(held) > 50_000 && i >= 3 || testing.Short() && i != 2 {
					continue // the same text gives the same article, and takes its time
				}
				if diff := cmp.Diff(want, readPage(t, string(data))); diff != "" {
					t.Errorf("%s in %s, form %d (-want +got)\n%s", name, to.name, i, diff)
				}
			}
		}
	}
	t.Logf("read right: %v; %d pages and encodings with an article", tried, found)
	for _, to := range transcodings {
		if tried[to.name] == 0 {
			t.Errorf("no page in %s", to.name)
		}
	}
}

// readPage is the one article of a stream as a record, or why there is none.
func readPage(t *testing.T, data string) (got string) {
	t.Helper()
	s := &source{lim: defaultLimits}
	s.stream(strings.NewReader(data), "f.html", true, func(r index.Record, err error) bool {
		if got != "" {
			t.Fatal("a page is read as several records")
		}
		if err != nil {
			got = "rejected: " + err.Error()
			return true
		}
		record, err := EncodeArticle(r.Article, "")
		if err != nil {
			t.Fatal(err)
		}
		got = string(record)
		return true
	})
	return got
}

// TestShortTexts: a sentence is enough to tell the encoding.
func TestShortTexts(t *testing.T) {
	for _, text := range []string{"防洪堤交给散步的人。", "防洪堤交給散步的人。", "今天天气很好", "天氣很好，我們去看海", "A股收盘：沪指跌0.3%", "記者在現場看到，水已經退了。"} {
		for _, to := range transcodings {
			data, err := to.NewEncoder().Bytes([]byte(text))
			if err != nil {
				continue
			}
			if got, name, err := decodeText(data); strings.TrimPrefix(got, "\ufeff") != text {
				t.Errorf("%s in %s: %q as %s, %v", text, to.name, got, name, err)
			}
		}
	}
}

// TestNoText: what is no text in any encoding is an error, never mojibake; single bad bytes in a long text show as U+FFFD.
func TestNoText(t *testing.T) {
	long := strings.Repeat("防洪堤交给散步的人，轮椅也能上。", 40)
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(long)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, in, want string }{
		{"nothing", "  \n", "is empty"},
		{"odd UTF-16", "\xff\xfe\xff", "is neither UTF-8"},
		{"binary", "\x00\x01\x02\x00\x00", "is not text"},
		{"UTF-32", "\xff\xfe\x00\x00\x2a\x6a\x00\x00", "is UTF-32"},
		{"Shift JIS", "\x93\x8c\x8b\x9e\x82\xcc\x93\x56\x8b\x43\x82\xcd\x90\xb0\x82\xea\x82\xc5\x82\xb7\x81\x42", "is neither UTF-8"},
		{"noise", "\xf5\x81\xf6\x92\xf7\xa3\xf8\xb4\xf9\xc5\xfa\xd6\xfb\xe7\xfc\xf8", "is neither UTF-8"},
		{"two encodings at half", long + gbk, "is neither UTF-8"},
		{"one bad byte in UTF-8", long + "\xe5" + long, ""},
		{"one bad byte in GBK", gbk + "\xff" + gbk, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, name, err := decodeText([]byte(tt.in))
			switch {
			case tt.want != "":
				if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
					t.Errorf("got %.40q as %s, error %v", text, name, err)
				}
			case err != nil || strings.Count(text, "\ufffd") == 0 || strings.Count(text, "\ufffd") > 2 || !strings.HasPrefix(text, long):
				t.Errorf("got %.40q as %s, error %v", text, name, err)
			}
		})
	}
}

// TestJSONMustBeUTF8: records in another encoding are refused, not taken for a page.
func TestJSONMustBeUTF8(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`{"title":"防洪堤交给散步的人","body":"轮椅也能上。"}`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pageArticle(rawPage{data: []byte(utf16), name: "a.json"}, defaultLimits); err == nil || !strings.Contains(err.Error(), "JSON must be UTF-8") {
		t.Errorf("got %v", err)
	}
}

// FuzzDecode: what comes out is valid UTF-8, and text that was valid comes out as it was.
func FuzzDecode(f *testing.F) {
	for _, to := range transcodings {
		data, err := to.NewEncoder().Bytes([]byte("<p>今天天气很好，我们去看海。</p>"))
		if err == nil {
			f.Add(data)
		}
	}
	f.Add([]byte("\xff\xfe"))
	f.Add([]byte("\x81\x30\x81\x30\xff\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, name, err := decodeText(data)
		if err != nil {
			if text != "" || name != "" {
				t.Fatalf("%q and %q beside the error %v", text, name, err)
			}
			return
		}
		if !utf8.ValidString(text) || name == "" {
			t.Fatalf("%q is read as %s: %q", data, name, text)
		}
		if utf8.Valid(data) && !bytes.ContainsRune(data, 0) && text != strings.TrimPrefix(string(data), "\ufeff") {
			t.Fatalf("%q became %q", data, text)
		}
	})
}
