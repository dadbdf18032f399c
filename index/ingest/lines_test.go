package ingest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"xunbao/index"
)

// told is a stream of records in words: origin=title, or origin!reason.
func told(t *testing.T, records index.Records) []string {
	t.Helper()
	var got []string
	for r, err := range records {
		var bad *index.RecordError
		switch {
		case errors.As(err, &bad):
			got = append(got, bad.Origin+"!"+bad.Err.Error())
		case err != nil:
			got = append(got, "error "+err.Error())
		default:
			got = append(got, r.Origin+"="+r.Article.Title)
		}
	}
	return got
}

// like compares told words with wanted beginnings.
func like(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) || !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestLines(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"lines", "{\"title\":\"一\"}\n\n{\"title\":\"二\"}\r\n{\"title\":\"三\"}", []string{"f:1=一", "f:3=二", "f:4=三"}},
		{"bad line between", "{\"title\":\"一\"}\n{\"title\":\nnull\n{\"title\":\"二\"}\n", []string{"f:1=一", "f:2!record: is cut off", "f:3!record: is not a JSON object", "f:4=二"}},
		{"bad first line", "oops\n{\"title\":\"二\"}\n", []string{"f:1!record: is not a JSON object: it begins with \"oops\"", "f:2=二"}},
		{"BOM", "\ufeff{\"title\":\"一\"}\n", []string{"f:1=一"}},
		{"array", "[{\"title\":\"一\"},\n {\"title\":\"二]},{\"}\n]\n", []string{"f:1=一", "f:2=二]},{"}},
		{"array on one line", `[{"title":"一"},{"title":"\"}\\"},7,{"title":"三"}]`, []string{"f:1=一", `f:1="}\`, "f:1!record: is not a JSON object", "f:1=三"}},
		{"bad element", "[{\"title\":\"一\"},{title:1},\n{\"title\":\"三\"}]", []string{"f:1=一", "f:1!record: is not valid JSON", "f:2=三"}},
		{"array cut off", "[{\"title\":\"一\"},\n", []string{"f:1=一", "f:2!record: the file ends inside the JSON array"}},
		{"element cut off", "[{\"title\":\"一\"},\n{\"title\":", []string{"f:1=一", "f:2!record: is cut off"}},
		{"behind the array", "[{\"title\":\"一\"}]\n{\"title\":\"二\"}", []string{"f:1=一", "f:2!record: there is text behind the end"}},
		{"empty array", " [ ] ", nil},
		{"spread", "{\n  \"title\": \"一\"\n}\n{\n  \"title\": \"二\"\n}\n", []string{"f:1=一", "f:4=二"}},
		{"nothing", "\n \n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			like(t, told(t, Lines(context.Background(), strings.NewReader(tt.in), "f")), tt.want)
			like(t, told(t, Lines(context.Background(), iotest.OneByteReader(strings.NewReader(tt.in)), "f")), tt.want)
		})
	}
}

func TestLongLines(t *testing.T) {
	lim := defaultLimits
	lim.line = 100
	long := fmt.Sprintf(`{"title":"%s"}`, strings.Repeat("水", 50))
	for _, in := range []string{"{\"title\":\"一\"}\n" + long + "\n{\"title\":\"三\"}\n", "[{\"title\":\"一\"},\n" + long + ",\n{\"title\":\"三\"}]"} {
		var got []string
		readJSON(context.Background(), bufio.NewReaderSize(strings.NewReader(in), 16), "f", lim, false, nil, func(r index.Record, err error) bool {
			if err != nil {
				got = append(got, err.Error())
			} else {
				got = append(got, r.Origin+"="+r.Article.Title)
			}
			return true
		})
		like(t, got, []string{"f:1=一", "f:2: record: is longer than 100 bytes", "f:3=三"})
	}
}

func TestLinesStop(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var last error
	for _, err := range Lines(ctx, strings.NewReader(strings.Repeat("{\"title\":\"一\"}\n", 9)), "f") {
		if n++; n == 3 {
			cancel()
		}
		last = err
	}
	if n != 4 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d elements, the last %v", n, last)
	}
	for range Lines(context.Background(), strings.NewReader("{}\n{}\n{}"), "f") {
		break
	}
	boom := errors.New("the disk is gone")
	in := bytes.NewBufferString("{\"title\":\"一\"}\n{\"title\":")
	got := told(t, Lines(context.Background(), readers(in, iotest.ErrReader(boom)), "f"))
	like(t, got, []string{"f:1=一", "error read f: the disk is gone"})
}

// FuzzLines: every line or element is one element of the stream, and an article never comes out of nothing.
func FuzzLines(f *testing.F) {
	f.Add([]byte("{\"title\":\"一\"}\n\nx\n{\"body\":\"二\"}"))
	f.Add([]byte("[{\"title\":\"一\"},{\"title\":\"\\\"]\"}, 7"))
	f.Add([]byte("{\n\"title\": [\n\"一\"\n]}{}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for r, err := range Lines(context.Background(), bytes.NewReader(data), "f") {
			var bad *index.RecordError
			if err != nil && !errors.As(err, &bad) {
				t.Fatalf("%q ends with %v", data, err)
			}
			if err == nil && (r.Article.ID == "" || !strings.HasPrefix(r.Origin, "f:")) {
				t.Fatalf("%q gives %+v", data, r)
			}
			n++
		}
		if n > len(data)+1 {
			t.Fatalf("%q gives %d elements", data, n)
		}
	})
}
