package extract

import (
	"fmt"
	"os"
	"testing"
)

func TestKinds(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("DEVFILE"))
	var ls []line
	if isHTML(string(b)) {
		ls, _ = htmlLines(string(b))
	} else {
		ls = textLines(string(b))
	}
	classify(ls)
	for i, l := range ls {
		r := []rune(l.text)
		if len(r) > 60 {
			r = r[:60]
		}
		fmt.Printf("%d %d %v %s | %v %q %q %q\n", i, l.kind, l.linked, string(r), l.meta.at, l.meta.source, l.meta.author, l.meta.editors)
	}
}
