package zh

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"xunbao/data"
)

const listFolder = "../../../data/dict"

var plainOnce = sync.OnceValues(func() (*Plain, error) { return LoadPlain(os.DirFS(listFolder)) })

// plain loads gse with the word lists, once.
func plain(t testing.TB) *Plain {
	t.Helper()
	if testing.Short() {
		t.Skip("gse takes a second or more to load")
	}
	p, err := plainOnce()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestFrozenIsOfTheLists fails when a list was changed and the frozen form was not made again: see cmd/dictgen.
func TestFrozenIsOfTheLists(t *testing.T) {
	f, err := plain(t).freeze()
	if err != nil {
		t.Fatal(err)
	}
	packed, err := os.ReadFile(filepath.Join(listFolder, data.FrozenFile))
	if err != nil {
		t.Fatal(err)
	}
	committed, err := gunzip(packed)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(f.marshal(), committed) {
		t.Fatalf("%s is not what the lists give: run go run ./cmd/dictgen freeze data/dict", data.FrozenFile)
	}
}

func TestThawRefusesDamage(t *testing.T) {
	whole := (&frozen{alphabet: []rune{'水', '库'}, shapes: [][]part{nil}, slots: []slot{{}, {label: 1, base: 5}, {}, {}, {}, {}, {}, {label: 2, cost: 3}}}).marshal()
	if _, err := thaw(whole); err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		if _, err := thaw(whole[:n]); err == nil {
			t.Errorf("the first %d of %d bytes are taken for a dictionary", n, len(whole))
		}
	}
	if _, err := thaw(append(whole, 0)); err == nil {
		t.Error("a byte too many is not noticed")
	}
}

// checkEqual holds the law that the frozen dictionary cuts as gse does.
func checkEqual(t *testing.T, s *Segmenter, p *Plain, folded string) {
	t.Helper()
	if got, want := s.Cut(folded), p.Cut(folded); !slices.Equal(got, want) {
		t.Fatalf("Cut(%q) = %v, gse gives %v", folded, got, want)
	}
	var got, want []Word
	s.Words(folded, func(start, end int) { got = append(got, Word{start, end}) })
	p.Words(folded, func(start, end int) { want = append(want, Word{start, end}) })
	if !slices.Equal(got, want) {
		t.Fatalf("Words(%q) = %v, gse gives %v", folded, got, want)
	}
}

func TestEqualsGse(t *testing.T) {
	s, p := load(t), plain(t)
	for _, text := range []string{
		"", "华为技术有限公司", "5g网络ai大模型", "AI大模型和ChatGPT", "卡拉ok厅", "卡拉okk", "é水库ß", "\u05d0\u05b8水库", "アニメを見る", "한국어 뉴스",
		"\xff水\xc3库\xe6\xb0", "乾隆皇帝", "國際論壇", "𠮷野家𬭚", "a股b股港股", "Ｇ２０", "１２３水库", strings.Repeat("中国人民", 500), strings.Repeat("的", 700),
	} {
		checkEqual(t, s, p, text)
		checkEqual(t, s, p, FoldString(text))
	}
}

// TestEqualsGseOnTexts cuts texts made of dictionary words, stray characters, Latin, digits, marks and emoji.
func TestEqualsGseOnTexts(t *testing.T) {
	s, p := load(t), plain(t)
	var words []string
	for i := 0; i < len(p.dictionary.Dict.Tokens); i += 7 {
		words = append(words, p.dictionary.Dict.Tokens[i].Text())
	}
	rng := rand.New(rand.NewPCG(7, 8))
	for range 3000 {
		var text strings.Builder
		for range 1 + rng.IntN(30) {
			word := []rune(words[rng.IntN(len(words))])
			switch rng.IntN(8) {
			case 0:
				text.WriteString(randomText(rng, rng.IntN(6)))
			case 1:
				text.WriteString(string(word[:1+rng.IntN(len(word))])) // a word cut short
			case 2:
				text.WriteRune(rune(0x4e00 + rng.IntN(0x5200)))
			case 3:
				text.WriteRune(rune(rng.IntN(0x2ffff)))
			default:
				text.WriteString(string(word))
			}
		}
		checkEqual(t, s, p, text.String())
		checkEqual(t, s, p, FoldString(text.String()))
	}
}

// TestWordsEqualGse cuts words of the dictionary by themselves.
func TestWordsEqualGse(t *testing.T) {
	s, p := load(t), plain(t)
	for i := 0; i < len(p.dictionary.Dict.Tokens); i += 5 {
		checkEqual(t, s, p, p.dictionary.Dict.Tokens[i].Text())
	}
}

// TestEqualsGseOnArticles cuts the real articles that may lie beside the repository.
func TestEqualsGseOnArticles(t *testing.T) {
	s, p := load(t), plain(t)
	files := beside(t, "shared/text/*.jsonl.gz")
	if len(files) == 0 {
		t.Skip("no folder shared/text beside the repository")
	}
	n := 0
	for _, file := range files {
		for _, text := range textsOf(t, file, 10) {
			checkEqual(t, s, p, FoldString(text))
			n++
		}
	}
	t.Logf("%d articles are cut alike", n)
}

// beside returns the files of a pattern next to the repository, or next to a folder it is in.
func beside(t testing.TB, pattern string) []string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if files, _ := filepath.Glob(filepath.Join(dir, pattern)); len(files) > 0 {
			return files
		}
	}
	return nil
}

// textsOf returns title and body of every nth record of a gzipped file of JSON Lines.
func textsOf(t testing.TB, file string, nth int) []string {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	lines := bufio.NewScanner(unpacked)
	lines.Buffer(nil, 16<<20)
	for n := 0; lines.Scan(); n++ {
		var record struct{ Title, Body string }
		if n%nth != 0 {
			continue
		}
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, record.Title+"\n"+record.Body)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return texts
}

func FuzzEqualsGse(f *testing.F) {
	s, p := load(f), plain(f)
	f.Add("华为技术有限公司在云浦市落地Bio-Park，５Ｇ网络🎉")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 4096 {
			checkEqual(t, s, p, text)
			checkEqual(t, s, p, FoldString(text))
		}
	})
}

// BenchmarkCut stands beside gse on the same text.
func BenchmarkCut(b *testing.B) {
	folded := FoldString(strings.Repeat(article, 20))
	run := func(name string, words func(string, func(int, int))) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(folded)))
			b.ReportAllocs()
			for b.Loop() {
				words(folded, func(int, int) {})
			}
		})
	}
	run("gse", plain(b).Words)
	run("frozen", load(b).Words)
}
