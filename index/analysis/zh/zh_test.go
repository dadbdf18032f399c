package zh

import (
	"strings"
	"testing"
	"time"
)

func TestTry(t *testing.T) {
	a := time.Now()
	table()
	t.Log("table", time.Since(a))
	a = time.Now()
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Log("load", time.Since(a))
	for _, x := range []string{"华为技术有限公司在北京亦庄落地Bio-Park，陈永奇说。5G网络２０２４年ＡＩ發展後的頭髮", "版权声明转码收录责编张益唐的博鳌亚洲论坛", "lorem ipsum 5G 3.5%"} {
		f := FoldString(x)
		var cut, words []string
		for _, w := range s.Cut(f) {
			cut = append(cut, f[w.Start:w.End])
		}
		s.Words(f, func(a, b int) { words = append(words, f[a:b]) })
		t.Log(f, strings.Join(cut, "/"), "|", strings.Join(words, " "))
		n, e := Needed(f)
		t.Log(n, e)
	}
	a = time.Now()
	big := []byte(strings.Repeat("华为技术有限公司在北京亦庄落地Bio-Park，陈永奇说。5G网络２０２４年ＡＩ發展後的頭髮", 10000))
	var dst []byte
	dst = AppendFold(dst, big)
	t.Log("fold MB/s", float64(len(big))/1e6/time.Since(a).Seconds())
	a = time.Now()
	n := 0
	s.Words(string(dst), func(x, y int) { n++ })
	t.Log("words MB/s", float64(len(dst))/1e6/time.Since(a).Seconds(), n)
	a = time.Now()
	Grams(string(dst), func(x, y int) { n++ })
	t.Log("grams MB/s", float64(len(dst))/1e6/time.Since(a).Seconds(), n)
}
