package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"xunbao/index/extract"
	"xunbao/internal/news"
)

// sameAsJSON: what flatObject reads, encoding/json reads too, with the same fields and the same strings in them.
func sameAsJSON(t *testing.T, record []byte) {
	t.Helper()
	if !utf8.Valid(record) || len(record) == 0 || record[0] != '{' {
		return
	}
	got, ok := flatObject(record)
	if !ok {
		return
	}
	var want map[string]json.RawMessage
	if err := json.Unmarshal(record, &want); err != nil {
		t.Fatalf("%q is read, but %v", record, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%q: %s", record, diff)
	}
	for key, value := range got {
		var text string
		if value[0] != '"' {
			continue
		}
		if err := json.Unmarshal(value, &text); err != nil {
			t.Fatal(err)
		}
		if got, ok := stringOf(value); !ok || got != text {
			t.Fatalf("%s of %q is %q, want %q", key, record, got, text)
		}
	}
}

func TestFlatObject(t *testing.T) {
	tests := map[string]bool{
		`{}`: true, `{ }`: true, `{"a":1}`: true, `{ "a" : "水\n\"\\\/\u6c34\b" , "b":[1, {"c":"]}"}] }`: true, `{"a":1,"a":2}`: true,
		`{"a":-1.5e3,"b":null,"c":true,"d":{}}`: true,
		`{"\u0061":1}`:                          false, `{"a":1,}`: false, `{"a":01}`: false, `{"a":"` + "\t" + `"}`: false, `{"a":"\x"}`: false, `{"a":"\u12"}`: false,
		`{"a":nul}`: false, `{"a":[1}`: false, `{"a" 1}`: false, `{"a":1} x`: false, `{"a":1`: false, `{"a":}`: false, `{a:1}`: false, `{"a":"b`: false, `{`: false,
		`{"a":1 2}`: false, `{"a":[}]}`: false,
	}
	for in, want := range tests {
		if _, ok := flatObject([]byte(in)); ok != want {
			t.Errorf("flatObject(%s): %v, want %v", in, ok, want)
		}
		sameAsJSON(t, []byte(in))
	}
}

// TestFlatObjectDamaged: a record with a byte changed, left out or doubled is read as encoding/json reads it, or not at all.
func TestFlatObjectDamaged(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	rounds := 3000
	if testing.Short() {
		rounds = 300
	}
	for range rounds {
		record, err := EncodeArticle(randomArticle(r), "")
		if err != nil {
			t.Fatal(err)
		}
		sameAsJSON(t, record)
		at := r.Intn(len(record))
		other := []byte("\"\\{}[],: \n\t0u")[r.Intn(13)]
		sameAsJSON(t, bytes.Join([][]byte{record[:at], {other}, record[at+1:]}, nil))
		sameAsJSON(t, bytes.Join([][]byte{record[:at], record[at+1:]}, nil))
		sameAsJSON(t, bytes.Join([][]byte{record[:at], record[at:], record[at:]}, nil))
	}
}

func FuzzFlatObject(f *testing.F) {
	f.Add([]byte(`{"title":"防洪堤","body":"水\n退\"了\\。","x":[1,{"y":"]}"}],"z": -1e5 }`))
	f.Add([]byte(`{"a":"\ud800","b":"\u0000","":""}`))
	f.Fuzz(func(t *testing.T, record []byte) { sameAsJSON(t, record) })
}

// TestPlainTime: the short way and extract agree about every time that the short way reads.
func TestPlainTime(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	read := 0
	for range 20_000 {
		s := fmt.Sprintf("%04d-%02d-%02d", 1850+r.Intn(300), r.Intn(14), r.Intn(33))
		if r.Intn(3) > 0 {
			s += fmt.Sprintf("T%02d:%02d:%02d%c%02d:%02d", r.Intn(26), r.Intn(62), r.Intn(62), "+-Z"[r.Intn(3)], r.Intn(16), r.Intn(3)*30)
		}
		if r.Intn(10) == 0 {
			s = s[:r.Intn(len(s))] + "0"
		}
		got, ok := plainTime(s)
		if !ok {
			continue
		}
		read++
		want, ok := extract.ParseTime(s, news.Shanghai())
		if !ok || got.Time.Format(time.RFC3339Nano) != want.Time.Format(time.RFC3339Nano) || got.DayOnly != want.DayOnly {
			t.Fatalf("%s is %v, want %v, %v", s, got, want, ok)
		}
	}
	if read < 1000 {
		t.Errorf("only %d times were read", read)
	}
}
