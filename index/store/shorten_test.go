package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2"

	"xunbao/index"
	"xunbao/internal/news"
)

// wordy is a batch of articles of invented news in one script: each has its own table to learn.
func wordy(script string, n int) (batch []news.Article) {
	words := map[string][]string{
		"simplified":  {"云泽市", "昨天", "宣布", "渡轮", "停航", "，", "。", "的", "江面", "起雾", "居民", "步行", "过桥", "新桥", "通车", "河堤", "灯会"},
		"traditional": {"雲澤縣", "昨天", "宣佈", "渡輪", "停駛", "，", "。", "之", "濃霧", "籠罩", "鄉親", "徒步", "過橋", "舊橋", "報導", "隄防", "燈節"},
	}[script]
	r := rand.New(rand.NewPCG(uint64(n), 9))
	for i := range n {
		var body strings.Builder
		for body.Len() < 1500 {
			body.WriteString(words[r.IntN(len(words))])
		}
		batch = append(batch, article(fmt.Sprint(script, "/", i), fmt.Sprintf("第%d号", i), body.String()))
	}
	return batch
}

func checkAll(t *testing.T, s *Store, batches ...[]news.Article) {
	t.Helper()
	for _, batch := range batches {
		for i := range batch {
			checkStored(t, s, batch[i])
		}
	}
}

// TestShortened: small batches are kept plain, a large one teaches a table, one of another kind teaches another; all are read back, after
// reopening too, and noise is not learned from for ever.
func TestShortened(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	want := func(tables int) {
		t.Helper()
		if got := len(s.shortened()); got != tables || int(s.state.Load().tables) != tables {
			t.Fatalf("%d tables, %d in the counters, want %d", got, s.state.Load().tables, tables)
		}
	}
	few, simplified, traditional := wordy("simplified", 20), wordy("simplified", 200), wordy("traditional", 200)
	put(t, s, few...)
	want(0)
	put(t, s, simplified[20:]...)
	want(1)
	put(t, s, few[0])
	want(1)
	put(t, s, traditional...)
	want(2)
	r := rand.New(rand.NewPCG(8, 8))
	var noise []news.Article
	for i := range 200 {
		body := make([]byte, 1000)
		for j := range body {
			body[j] = byte('!' + r.IntN(90))
		}
		noise = append(noise, article(fmt.Sprint("noise", i), "乱码", string(body)))
	}
	put(t, s, noise...)
	want(3) // it teaches a table of single letters
	for i := range noise {
		noise[i].Body += "!"
	}
	put(t, s, noise[:100]...)
	if s.dull.Load() {
		t.Error("a small batch was learned from")
	}
	put(t, s, noise[100:]...)
	want(3)
	for i := range noise {
		noise[i].Body += "!"
	}
	put(t, s, noise...)
	want(3)
	if !s.dull.Load() {
		t.Error("what cannot be shortened would be learned from with every batch")
	}
	for i := range noise { // as each took the place of another twice
		noise[i].History = news.History{Versions: 3, Changed: noon}
	}
	checkAll(t, s, few, simplified[20:], traditional, noise)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openTest(t, dir)
	want(3)
	checkAll(t, s, few, simplified[20:], traditional, noise)
	small, whole := 0, 0
	for _, a := range slices.Concat(simplified[20:], traditional) {
		seq, err := s.Lookup(a.ID)
		if err != nil {
			t.Fatal(err)
		}
		value, closer, err := s.db.Get(articleKey(seq))
		if err != nil {
			t.Fatal(err)
		}
		small, whole = small+len(value), whole+len(a.Title)+len(a.Body)
		closer.Close()
	}
	if small*2 > whole {
		t.Errorf("%d bytes of text are kept in %d", whole, small)
	}
}

// TestPlainFormat: a store without a table is in the first format, byte for byte, and stays readable when it learns one.
func TestPlainFormat(t *testing.T) {
	s := openTest(t, t.TempDir())
	put(t, s, article("a", "前", "一"))
	value, closer, err := s.db.Get(articleKey(1))
	if err != nil {
		t.Fatal(err)
	}
	want := "\x01\xc0\xb3 3\"{\"id\":\"a\",\"source\":\"云泽晚报\"}\x03前\x03一"
	if string(value) != want {
		t.Errorf("the record is %q, want %q", value, want)
	}
	closer.Close()
	if b := s.state.Load().encode(); b[0] != plainFormat || len(b) != stateBytes {
		t.Errorf("the counters are %x", b)
	}
	batch := wordy("simplified", 200)
	put(t, s, batch...)
	if b := s.state.Load().encode(); b[0] != shortenedFormat {
		t.Errorf("the counters are %x", b)
	}
	checkAll(t, s, batch, []news.Article{article("a", "前", "一")})
}

// TestDamagedTable: with one copy of a table gone or damaged everything is read from the other; with both the store is refused.
func TestDamagedTable(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	batch := wordy("simplified", 200)
	put(t, s, batch...)
	value, closer, err := s.db.Get(tableKey(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	bad := append([]byte(nil), value...)
	closer.Close()
	bad[len(bad)/2] ^= 4
	spoil := []func(key []byte) error{
		func(key []byte) error { return s.db.Set(key, bad, pebble.Sync) },
		func(key []byte) error { return s.db.Delete(key, pebble.Sync) },
	}
	for i, spoilOne := range spoil {
		if err := spoilOne(tableKey(1, i)); err != nil {
			t.Fatal(err)
		}
		image := crashImage(t, dir)
		one := openTest(t, image)
		checkAll(t, one, batch)
		if err := spoil[1-i](tableKey(1, 1-i)); err != nil {
			t.Fatal(err)
		}
		image = crashImage(t, dir)
		if _, err := Open(image, Options{}); !errors.Is(err, index.ErrDamaged) {
			t.Errorf("without a table: %v", err)
		}
		for n := range 2 {
			if err := s.db.Set(tableKey(1, n), mended(bad), pebble.Sync); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// mended undoes the flipped bit of TestDamagedTable.
func mended(bad []byte) []byte {
	good := append([]byte(nil), bad...)
	good[len(good)/2] ^= 4
	return good
}

// TestKilledWhileLearning: a table is there when and only when its batch is.
func TestKilledWhileLearning(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, dir)
	small, batch := wordy("traditional", 3), wordy("simplified", 200)
	put(t, s, small...)
	put(t, s, batch...)
	image := crashImage(t, dir)
	log := newestLog(t, image)
	whole, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{1, 1000, len(whole) / 3, len(whole) / 2} {
		torn := crashImage(t, image)
		if err := os.WriteFile(filepath.Join(torn, filepath.Base(log)), whole[:len(whole)-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		s := openTest(t, torn)
		if s.Count() != len(small) || len(s.shortened()) != 0 {
			t.Errorf("%d bytes cut off: %d articles, %d tables", cut, s.Count(), len(s.shortened()))
		}
		put(t, s, batch...)
		checkAll(t, s, small, batch)
	}
}
