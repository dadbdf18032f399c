package main

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var exportLines = []string{
	`{"id":"1","story":"s1","title":"=1+1 江城，开航","source":"江城日报","editors":["池一","高二"],"published":"2024-07-21T14:45:00+08:00","body":"一段。\n“二”段 <b>&","版面":4}`,
	`{"id":"2","title":"-12.5","published":null,"body":"＝cmd"}`,
}

func exported(t *testing.T, format string, fields []string, lines ...string) (string, []string) {
	t.Helper()
	var out bytes.Buffer
	e, err := newExport(format, fields, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if err := e.write([]byte(l)); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.flush(); err != nil {
		t.Fatal(err)
	}
	return out.String(), e.missing()
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
		if _, err := newExport(c.format, c.fields, &bytes.Buffer{}); err == nil {
			t.Errorf("format %q, fields %q: no error", c.format, c.fields)
		}
	}
}

func TestInertCell(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"江城", "江城"}, {"=A1", "'=A1"}, {"+86 10", "'+86 10"}, {"-3", "-3"}, {"+3.5", "+3.5"}, {"-", "'-"}, {"@某人", "'@某人"},
		{"\t=1", "'\t=1"}, {"  =1", "'  =1"}, {"－１", "'－１"}, {"1=1", "1=1"}, {"-3%", "'-3%"}, {"-inf", "'-inf"},
	} {
		if got := inertCell(c.in); got != c.want {
			t.Errorf("inertCell(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// FuzzCSV: whatever an article holds, the table reads back with one row of as many cells, none of them a formula.
func FuzzCSV(f *testing.F) {
	f.Add("=HYPERLINK(\"x\")\r\n,;\"")
	f.Fuzz(func(t *testing.T, text string) {
		cellText := inertCell(text)
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
