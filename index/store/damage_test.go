package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/index/store/shorthand"
	"xunbao/internal/news"
)

// TestFlippedBit writes every single-bit damage of one record, plain and shortened, below the API: no way of reading may give data.
func TestFlippedBit(t *testing.T) {
	for _, shortened := range []bool{false, true} {
		s := openTest(t, t.TempDir())
		put(t, s, article("a", "前", "一"), article("b", "中", "二"), article("c", "后", "三"))
		texts, err := partsOf(&news.Article{ID: "b", Title: "中", Source: "云泽晚报", Body: "二"})
		if err != nil {
			t.Fatal(err)
		}
		if shortened {
			s.tables.Store(&tables{shorthand.Learn([][]byte{texts[partMeta], []byte("中国"), []byte("二月二")})})
		}
		ts := s.shortened()
		record := ts.record(2, texts)
		for bit := range len(record) * 8 {
			bad := append([]byte(nil), record...)
			bad[bit/8] ^= 1 << (bit % 8)
			if err := s.db.Set(articleKey(2), bad, pebble.NoSync); err != nil {
				t.Fatal(err)
			}
			checkDamage(t, s, fmt.Sprint("shortened ", shortened, ", bit ", bit))
		}
		for n := range record {
			if _, err := ts.open(2, record[:n]); err == nil {
				t.Errorf("the first %d bytes are taken for a record", n)
			}
		}
		if _, err := ts.open(3, record); err == nil {
			t.Error("a record under another's number is taken")
		}
		if _, err := ts.open(2, record); err != nil {
			t.Errorf("the record itself: %v", err)
		}
		if other := (tables{shorthand.Learn([][]byte{[]byte("另一张表")})}); shortened {
			if _, err := other.open(2, record); err == nil {
				t.Error("a record of another table is taken")
			}
		}
	}
}

// checkDamage expects record 2, of article b, to be damaged and records 1 and 3 not to be.
func checkDamage(t *testing.T, s *Store, name string) {
	t.Helper()
	isIt := func(way string, err error) {
		t.Helper()
		var d *DamagedError
		if !errors.As(err, &d) || !errors.Is(err, index.ErrDamaged) || d.Seq != 2 || d.ID != "b" {
			t.Errorf("%s: %s: %v", name, way, err)
		}
	}
	_, err := s.Get(2)
	isIt("Get", err)
	var seen []int
	isIt("Texts", s.Texts(t.Context(), []uint64{1, 2, 3, 4}, func(i int, _, _ []byte) error {
		seen = append(seen, i)
		return nil
	}))
	if fmt.Sprint(seen) != "[0 2]" {
		t.Errorf("%s: Texts visited %v", name, seen)
	}
	sn := s.Snapshot()
	defer sn.Close()
	var all []string
	for rec, err := range sn.All(t.Context()) {
		all = append(all, rec.Article.Title)
		if rec.Seq == 2 {
			isIt("All", err)
		} else if err != nil {
			t.Errorf("%s: record %d: %v", name, rec.Seq, err)
		}
	}
	if strings.Join(all, ",") != "前,,后" {
		t.Errorf("%s: All gave %q", name, all)
	}
}

func TestDamageIsMended(t *testing.T) {
	s := openTest(t, t.TempDir())
	a, b := article("a", "前", "一"), article("b", "中", "二")
	for _, mend := range []func() error{
		func() error { _, err := s.Put(t.Context(), []news.Article{a, b}); return err },
		func() error { _, err := s.Delete(t.Context(), []news.ID{"b"}); return err },
	} {
		put(t, s, a, b)
		seq, err := s.Lookup("b")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.db.Set(articleKey(seq), []byte("乱"), pebble.NoSync); err != nil {
			t.Fatal(err)
		}
		if err := mend(); err != nil {
			t.Fatal(err)
		}
		sn := s.Snapshot()
		for rec, err := range sn.All(t.Context()) {
			if err != nil {
				t.Errorf("record %d after mending: %v", rec.Seq, err)
			}
		}
		if err := sn.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMissingRecord(t *testing.T) {
	s := openTest(t, t.TempDir())
	put(t, s, article("a", "前", "一"), article("b", "中", "二"))
	if err := s.db.Delete(articleKey(1), pebble.NoSync); err != nil {
		t.Fatal(err)
	}
	sn := s.Snapshot()
	defer sn.Close()
	var last error
	for _, err := range sn.All(t.Context()) {
		last = err
	}
	if !errors.Is(last, index.ErrDamaged) {
		t.Errorf("All of a store that lost a record ends with %v", last)
	}
}

// TestFlippedFileBit damages table files: some articles may be unreadable, but none may be wrong, missing in silence or fatal.
func TestFlippedFileBit(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	want := map[news.ID]string{}
	var batch []news.Article
	for i := range 400 {
		a := article(fmt.Sprintf("id-%03d", i), fmt.Sprintf("第%d期", i), strings.Repeat(fmt.Sprintf("这一期讲第%d号渡口的来历。", i*7919), 20))
		want[a.ID] = a.Body
		batch = append(batch, a)
	}
	put(t, s, batch...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err != nil || len(tables) == 0 {
		t.Fatal(tables, err)
	}
	found := 0
	for i := range 40 {
		found += checkTable(t, dir, tables[i%len(tables)], i, want)
	}
	if found == 0 {
		t.Error("no flipped bit was noticed")
	}
}

// checkTable flips one bit, reads everything, flips it back, and returns the number of damaged articles.
func checkTable(t *testing.T, dir, table string, i int, want map[news.ID]string) (found int) {
	t.Helper()
	flip := func() {
		data, err := os.ReadFile(table)
		if err != nil {
			t.Fatal(err)
		}
		data[(2*i+1)*len(data)/80] ^= 1 << (i % 8)
		if err := os.WriteFile(table, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	flip()
	defer flip()
	s, err := Open(dir, Options{ReadOnly: true})
	if errors.Is(err, index.ErrDamaged) {
		return 1
	}
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	sn := s.Snapshot()
	defer sn.Close()
	seen, refused := 0, false
	for rec, err := range sn.All(t.Context()) {
		var d *DamagedError
		switch {
		case errors.As(err, &d):
			seen, found = seen+1, found+1
		case errors.Is(err, index.ErrDamaged):
			refused = true
		case err != nil:
			t.Errorf("flip %d: %v", i, err)
		case want[rec.Article.ID] != rec.Article.Body:
			t.Errorf("flip %d: article %q is wrong", i, rec.Article.ID)
		default:
			seen++
		}
	}
	if seen != len(want) && !refused {
		t.Errorf("flip %d: %d of %d articles and no error", i, seen, len(want))
	}
	return found
}
