package extract

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestReal(t *testing.T) {
	for _, f := range []string{"wire", "broadcast", "portal", "traditional"} {
		fh, _ := os.Open("/work/shared/text/" + f + ".jsonl.gz")
		z, _ := gzip.NewReader(fh)
		sc := bufio.NewScanner(z)
		sc.Buffer(nil, 1<<24)
		n, bad, badt, shown := 0, 0, 0, 0
		for sc.Scan() && n < 4000 {
			var a struct{ Title, Body, Source, Published string }
			json.Unmarshal(sc.Bytes(), &a)
			var ps []string
			for _, l := range strings.Split(a.Body, "\n") {
				if l = trim(l); l != "" {
					ps = append(ps, l)
				}
			}
			n++
			body := strings.Join(ps, "\n")
			tt := trim(a.Title)
			r := Text(Page{Text: "新农网_新农客户端\n当前位置: 首页 > 新闻 > 正文\n" + tt + "\n时间:2024-07-21 14:45 来源: 经济报\n" + body + "\n(责编:张三、李四)\n相关阅读\n别的标题一则\n"})
			if r.Article.Title != tt {
				badt++
				if badt < 12 {
					fmt.Printf("T %s: %q want %q %s\n", f, r.Article.Title, tt, r.Reason)
				}
			}
			if r.Article.Body != body {
				bad++
				if shown < 25 {
					shown++
					g := strings.Split(r.Article.Body, "\n")
					i := 0
					for i < len(g) && i < len(ps) && g[i] == ps[i] {
						i++
					}
					w := "END"
					if i < len(ps) {
						w = ps[i]
					}
					if len([]rune(w)) > 160 {
						w = string([]rune(w)[:160])
					}
					fmt.Printf("B %s got %d want %d at %d: %s  (%s)\n", f, len(g), len(ps), i, w, r.Reason)
				}
			}
		}
		fmt.Println(f, n, "bad body", bad, "bad title", badt)
	}
}
