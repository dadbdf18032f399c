package shorthand

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
)

// words of invented news, for texts that repeat as news does.
var words = []string{"云泽市", "昨天", "宣布", "渡轮", "停航", "，", "。", "的", "江面", "起雾", "居民", "步行", "过桥", "新桥", "記者", "報導", "𠮷野家", "AI", " km ", "12", "\n", "🎉", "e\u0301"}

func randomText(r *rand.Rand) []byte {
	var b []byte
	for range r.IntN(200) {
		switch r.IntN(40) {
		case 0:
			b = append(b, byte(r.IntN(256)))
		case 1:
			b = append(b, string(rune(r.IntN(0x20000)))...)
		default:
			b = append(b, words[min(r.IntN(len(words)), r.IntN(len(words)))]...)
		}
	}
	return b
}

func randomTexts(seed uint64, n int) [][]byte {
	r := rand.New(rand.NewPCG(seed, 1))
	texts := make([][]byte, n)
	for i := range texts {
		texts[i] = randomText(r)
	}
	return texts
}

// check: the text of a code is the text, behind whatever stands in dst, and no other size is taken.
func check(t *testing.T, table *Table, text []byte) int {
	t.Helper()
	code := table.Append([]byte("x"), text)
	if code[0] != 'x' {
		t.Fatal("Append changed what was there")
	}
	code = code[1:]
	for _, dst := range [][]byte{nil, []byte("前"), make([]byte, 0, 10_000)} {
		got, err := table.AppendText(dst, code, len(text))
		if err != nil || !bytes.Equal(got, append(bytes.Clone(dst), text...)) {
			t.Fatalf("%q became %q, %v", text, got, err)
		}
	}
	for _, size := range []int{len(text) + 1, len(text) - 1, len(text) + 1000, 0} {
		if _, err := table.AppendText(nil, code, max(0, size)); err == nil && max(0, size) != len(text) {
			t.Fatalf("%q is taken for %d bytes", text, size)
		}
	}
	return len(code)
}

// TestLossless: every text comes back, with a table of its own kind, of another and with an empty one; its own kind shortens it.
func TestLossless(t *testing.T) {
	kept, err := Parse(Learn(randomTexts(1, 300)).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for name, table := range map[string]*Table{"learned and kept": kept, "strange": Learn([][]byte{[]byte("quite another language")}), "empty": Learn(nil)} {
		size, coded := 0, 0
		for _, text := range randomTexts(2, 300) {
			size += len(text)
			coded += check(t, table, text)
		}
		for c := range 256 {
			check(t, table, []byte{byte(c)})
		}
		check(t, table, nil)
		if name == "learned and kept" && coded*2 > size {
			t.Errorf("%d bytes became %d", size, coded)
		}
		if coded > 2*size {
			t.Errorf("%s: %d bytes became %d, more than two for each", name, size, coded)
		}
	}
}

// TestLongestAgainstList: the finder finds what looking at every string finds.
func TestLongestAgainstList(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 50 {
		var list []string
		seen := map[string]bool{}
		for range r.IntN(60) {
			s := ""
			for range 1 + r.IntN(4) {
				s += string([]rune("云泽市A𠮷野家")[r.IntN(7)])
			}
			if !seen[s] {
				seen[s] = true
				list = append(list, s)
			}
		}
		f := newFinder(list)
		for range 200 {
			text := string(randomText(r))
			for range 4 {
				text = string([]rune("云泽市A𠮷野家")[r.IntN(7)]) + text
			}
			want, length := 0, 0
			for code, s := range list {
				if len(s) > length && len(s) <= len(text) && text[:len(s)] == s {
					want, length = code, len(s)
				}
			}
			if code, n := f.longest([]byte(text)); code != want || n != length {
				t.Fatalf("%q in %q: string %d of %d bytes, want %d of %d", text, list, code, n, want, length)
			}
		}
	}
}

func TestTheSameSampleTeachesTheSame(t *testing.T) {
	a, b := Learn(randomTexts(4, 100)), Learn(randomTexts(4, 100))
	if a.Sum() != b.Sum() || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two tables")
	}
}

func TestParseRefuses(t *testing.T) {
	good := Learn(randomTexts(5, 20)).Bytes()
	for name, bad := range map[string][]byte{
		"nothing": nil, "one byte": {0}, "cut off": good[:len(good)-1], "too much": append(bytes.Clone(good), 0), "a long string": {0, 1, 200, 'a'}, "an empty string": {0, 1, 0},
	} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

// FuzzText: any bytes are a text or a code without harm.
func FuzzText(f *testing.F) {
	table := Learn(randomTexts(6, 100))
	f.Add([]byte("云泽市昨天宣布渡轮停航。"), 5)
	f.Add([]byte{0xff, 0xff, 0x80, 0, 200}, 3)
	f.Fuzz(func(t *testing.T, data []byte, size int) {
		check(t, table, data)
		if size >= 0 && size < 1<<16 {
			if got, err := table.AppendText(nil, data, size); err == nil && len(got) != size {
				t.Fatalf("%d bytes, want %d", len(got), size)
			}
		}
	})
}

func BenchmarkText(b *testing.B) {
	texts := randomTexts(7, 1000)
	table := Learn(texts[:500])
	var coded [][]byte
	size := 0
	for _, text := range texts {
		coded = append(coded, table.Append(nil, text))
		size += len(text)
	}
	for _, way := range []string{"shorten", "read"} {
		b.Run(fmt.Sprint(way), func(b *testing.B) {
			b.SetBytes(int64(size))
			var buf []byte
			for b.Loop() {
				for i := range texts {
					if way == "shorten" {
						buf = table.Append(buf[:0], texts[i])
						continue
					}
					var err error
					if buf, err = table.AppendText(buf[:0], coded[i], len(texts[i])); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
