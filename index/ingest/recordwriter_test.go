package ingest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"xunbao/internal/news"
)

var exportLines = []string{
	`{"id":"1","story":"s1","title":"=1+1 江城，开航","source":"江城日报","editors":["池一","高二"],"published":"2024-07-21T14:45:00+08:00","body":"一段。\n“二”段 <b>&","版面":4}`,
	`{"id":"2","title":"-12.5","published":null,"body":"＝cmd"}`,
}

func exported(t *testing.T, format string, fields []string, lines ...string) (string, []string) {
	t.Helper()
	var out bytes.Buffer
	e, err := NewRecordWriter(format, fields, false, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if err := e.Write([]byte(l)); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String(), e.Missing()
}

func TestExport(t *testing.T) {
	for _, c := range []struct {
		name, format string
		fields       []string
		lines        []string
		want         string
		missing      []string
	}{
		{"as they came", "jsonl", nil, exportLines, exportLines[0] + "\n" + exportLines[1] + "\n", nil},
		{"chosen", "jsonl", []string{"版面", " title", "story", "titel"}, exportLines,
			"{\"版面\":4,\"title\":\"=1+1 江城，开航\",\"story\":\"s1\"}\n{\"title\":\"-12.5\"}\n", []string{"titel"}},
		{"table", "csv", []string{"id", "title", "editors", "published", "body", "版面"}, exportLines,
			"\uFEFFid,title,editors,published,body,版面\n1,'=1+1 江城，开航,池一;高二,2024-07-21T14:45:00+08:00,\"一段。\n“二”段 <b>&\",4\n2,-12.5,,,'＝cmd,\n", nil},
		{"further keys", "csv", []string{"id", "tags", "extra"}, []string{`{"id":"3","tags":["水库","a,b"],"版面":4,"<b>":{"n":1},"export_cursor":"x"}`},
			"\uFEFFid,tags,extra\n3,\"[\"\"水库\"\",\"\"a,b\"\"]\",\"{\"\"<b>\"\":{\"\"n\"\":1},\"\"版面\"\":4}\"\n", nil},
		{"table without rows", "csv", []string{"id", "@x"}, nil, "\uFEFFid,'@x\n", nil},
		{"nothing", "jsonl", nil, nil, "", nil},
	} {
		got, missing := exported(t, c.format, c.fields, c.lines...)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
		if d := cmp.Diff(c.missing, missing); d != "" {
			t.Errorf("%s: missing (-want +got):\n%s", c.name, d)
		}
	}
}

func TestExportRefuses(t *testing.T) {
	for _, c := range []struct {
		format string
		fields []string
	}{{"xml", nil}, {"", nil}, {"csv", []string{"id", " "}}} {
		if _, err := NewRecordWriter(c.format, c.fields, false, &bytes.Buffer{}); err == nil {
			t.Errorf("format %q, fields %q: no error", c.format, c.fields)
		}
	}
}

func TestInertCell(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"江城", "江城"}, {"=A1", "'=A1"}, {"+86 10", "'+86 10"}, {"-3", "-3"}, {"+3.5", "+3.5"}, {"-", "'-"}, {"@某人", "'@某人"},
		{"\t=1", "'\t=1"}, {"  =1", "'  =1"}, {"'=1", "''=1"}, {"'水", "'水"}, {"'-3", "'-3"}, {"''@", "'''@"}, {"－１", "'－１"}, {"1=1", "1=1"}, {"-3%", "'-3%"}, {"-inf", "'-inf"},
	} {
		got := inertCell(c.in)
		if got != c.want {
			t.Errorf("inertCell(%q) = %q, want %q", c.in, got, c.want)
		}
		if back := plainCell(got); back != c.in {
			t.Errorf("%q is read back as %q, was %q", got, back, c.in)
		}
	}
}

// FuzzCSV: whatever an article holds, the table reads back with one row of as many cells, none of them a formula.
func FuzzCSV(f *testing.F) {
	f.Add("=HYPERLINK(\"x\")\r\n,;\"")
	f.Fuzz(func(t *testing.T, text string) {
		cellText := inertCell(text)
		if plainCell(cellText) != text {
			t.Fatalf("%q is read back as %q", text, plainCell(cellText))
		}
		if strings.HasPrefix(strings.TrimLeft(cellText, " "), "=") {
			t.Fatalf("%q is a formula", cellText)
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.Write([]string{"id", cellText}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 1 || len(rows[0]) != 2 {
			t.Fatalf("%q read back as %q, %v", text, rows, err)
		}
	})
}

// What an export writes, in either form, reads back as the same articles.
func TestExportReadsBack(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for _, format := range []string{JSONLines, CSV} {
		var articles []news.Article
		var out bytes.Buffer
		w, err := NewRecordWriter(format, nil, false, &out)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 600 {
			a := hardToWrite(r, i)
			articles = append(articles, a)
			if err := w.Write(exportRecord(t, a, i%2 == 0)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "all."+format)
		if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		records, _, err := Open([]string{name}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for record, err := range records {
			if err != nil {
				t.Fatalf("%s: article %d: %v", format, n, err)
			}
			if d := cmp.Diff(articles[n], record.Article, cmpopts.EquateEmpty()); d != "" {
				t.Fatalf("%s: article %d (-want +got):\n%s", format, n, d)
			}
			n++
		}
		if n != len(articles) {
			t.Errorf("%s: %d articles read back of %d", format, n, len(articles))
		}
	}
}

// hardToWrite is an article with much that a table or a spreadsheet could stumble over.
func hardToWrite(r *rand.Rand, i int) news.Article {
	a := randomArticle(r)
	a.ID = news.ID(fmt.Sprintf("北岭-%d", i))
	a.Title = []string{"=", "'=", "'", "-1", "\t", "", "@", "''＋"}[i%8] + a.Title
	a.Tags = append(a.Tags, []string{"水库", "a;b", "[]", "'@"}[i%4])
	if a.Extra == nil {
		a.Extra = map[string]json.RawMessage{}
	}
	a.Extra["版面"], a.Extra["extra"], a.Extra["空"] = json.RawMessage(`4`), json.RawMessage(`{"<":"="}`), json.RawMessage(`""`)
	return a
}

// exportRecord is an article as an export has it, with its cursor or with the cursor cut off again.
func exportRecord(t *testing.T, a news.Article, withCursor bool) []byte {
	t.Helper()
	record, err := EncodeArticle(a, "s1")
	if err != nil {
		t.Fatal(err)
	}
	plain := string(record)
	if record, err = WithCursor(record, "a_-1"); err != nil {
		t.Fatal(err)
	}
	if withCursor {
		return record
	}
	record, cursor := CutCursor(record)
	if string(record) != plain || cursor != "a_-1" {
		t.Fatalf("the cursor %q is cut from %s, want %s", cursor, record, plain)
	}
	return record
}
