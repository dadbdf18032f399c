// Command dictgen makes the generated files of data/dict from data that other packages publish. It is run by hand when those
// change, never at build time:
//
//	go run ./cmd/dictgen variants TSCharacters.txt > data/dict/variants.txt
//	go run ./cmd/dictgen words s_1.txt | gzip -9n  > data/dict/words.txt.gz
//	go run ./cmd/dictgen pinyin pinyin_dict.go | gzip -9n > data/dict/pinyin.txt.gz
//	go run ./cmd/dictgen freeze data/dict > frozen && mv frozen data/dict/frozen.bin.gz
//
// TSCharacters.txt comes from OpenCC, s_1.txt from the module github.com/go-ego/gse (data/dict/zh); both are Apache-2.0.
// pinyin_dict.go comes from the module github.com/mozillazg/go-pinyin, MIT. See data/dict/NOTICE. Words and readings are folded with
// the variants of the moment, so make variants first. What the program carries is the frozen form of words.txt.gz and news.txt together: make
// it last, and whenever news.txt was changed by hand.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"xunbao/index/analysis/zh"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "dictgen:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: dictgen variants|words|pinyin FILE, or dictgen freeze FOLDER")
	}
	if args[0] == "freeze" {
		return zh.Freeze(os.DirFS(args[1]), out)
	}
	in, err := os.Open(args[1]) // #nosec G703 -- the file that the developer names
	if err != nil {
		return err
	}
	defer in.Close()
	w := bufio.NewWriter(out)
	switch args[0] {
	case "variants":
		err = variants(in, w)
	case "words":
		err = words(in, w)
	case "pinyin":
		err = pinyin(in, w)
	default:
		err = fmt.Errorf("unknown list %q: variants, words, pinyin or freeze", args[0])
	}
	if err != nil {
		return err
	}
	return w.Flush()
}
