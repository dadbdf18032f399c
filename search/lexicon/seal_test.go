package lexicon

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestSeal: a file that was written here and then changed in one bit, or cut off anywhere, is told as damaged or says the same; and one that people
// write is taken as it is.
func TestSeal(t *testing.T) {
	words := []string{"云浦渡槽", "雁鸣湖", "c++20", "南屏灯会"}
	file := []byte(sealed(FormatWords(words)))
	path := filepath.Join(t.TempDir(), wordsFile)
	check := func(what string, at int, content []byte) {
		t.Helper()
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if text, err := readFile(path); err == nil && !slices.Equal(ParseWords(text), words) {
			t.Errorf("%s at %d: %q is taken", what, at, text)
		}
	}
	check("nothing", 0, file)
	if err := Verify(path); err != nil {
		t.Error(err)
	}
	for at := range file {
		check("cut off", at, file[:at])
		for bit := range 8 {
			changed := slices.Clone(file)
			changed[at] ^= 1 << bit
			check("a flipped bit", at, changed)
		}
	}
	for _, own := range []string{"云浦渡槽\n", "# 我们的词\n雁鸣湖\r\n", "# \n"} {
		if err := checkSeal(own); err != nil {
			t.Errorf("%q: %v", own, err)
		}
	}
}
