package saved

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"xunbao/internal/news"
	"xunbao/search"
)

// FuzzJournal: whatever a file holds, it opens without its last broken line, takes a further entry, and gives that back after all that it gave before.
func FuzzJournal(f *testing.F) {
	whole := entry{Mark: &search.Mark{Records: "store-000001", Seq: 7}, Matches: []record{{Number: 1, Article: news.Article{ID: "甲", Title: "茶市\n开秤"}, Own: "00"}}}
	line, err := encodeLine(whole)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line)
	f.Add(append(line, line[:len(line)/2]...))
	f.Add([]byte("00000000 {}\n\n0 {\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "茶市.log")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		read := func() (entries []entry) {
			j, _, err := openJournal(path, func(e entry) { entries = append(entries, e) })
			if err != nil {
				t.Fatal(err)
			}
			if len(entries) == 0 || !reflect.DeepEqual(entries[len(entries)-1], entry{Sent: []int{41}}) {
				if err := j.append(entry{Sent: []int{41}}, true); err != nil {
					t.Fatal(err)
				}
			}
			if err := j.file.Close(); err != nil {
				t.Fatal(err)
			}
			return entries
		}
		before := read()
		after := read()
		if len(before) > 0 && reflect.DeepEqual(before[len(before)-1], entry{Sent: []int{41}}) {
			return // the file had the entry already
		}
		if want := append(before, entry{Sent: []int{41}}); !reflect.DeepEqual(after, want) {
			t.Fatalf("got %+v, want %+v", after, want)
		}
	})
}
