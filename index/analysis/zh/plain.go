package zh

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/go-ego/gse"
)

// Files of the word lists, for LoadPlain and Freeze. The program does not carry them: it carries what Freeze makes of them.
const (
	// WordsFile is gzipped text, a line "word frequency", folded, made by cmd/dictgen from the word list of gse.
	WordsFile = "words.txt.gz"
	// NewsFile holds our own words in the same form, uncompressed: what the base list lacks.
	NewsFile = "news.txt"
)

// Plain cuts with gse itself, loaded from the word lists: slow and large, and the authority that Segmenter equals. Safe for concurrent
// use.
type Plain struct{ dictionary gse.Segmenter }

// LoadPlain loads the word lists in a folder.
func LoadPlain(lists fs.FS) (*Plain, error) {
	packed, err := fs.ReadFile(lists, WordsFile)
	if err != nil {
		return nil, fmt.Errorf("read the word list: %w", err)
	}
	words, err := gunzip(packed)
	if err != nil {
		return nil, fmt.Errorf("inflate the word list %s: %w", WordsFile, err)
	}
	news, err := fs.ReadFile(lists, NewsFile)
	if err != nil {
		return nil, fmt.Errorf("read the news words: %w", err)
	}
	dictionary := gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	if err := dictionary.LoadDictStr(string(words) + foldList(string(news))); err != nil {
		return nil, fmt.Errorf("load the dictionary: %w", err)
	}
	return &Plain{dictionary}, nil
}

// foldList folds the words of a hand-kept list, whose comment lines begin with #.
func foldList(content string) string {
	var out strings.Builder
	lines := bufio.NewScanner(strings.NewReader(content))
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" && !strings.HasPrefix(line, "#") {
			word, frequency, _ := strings.Cut(line, " ")
			fmt.Fprintf(&out, "%s %s\n", FoldText(word).Words, frequency)
		}
	}
	return out.String()
}

func gunzip(content []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// Cut is Segmenter.Cut.
func (p *Plain) Cut(folded string) []Word {
	var words []Word
	eachStretch(folded, func(start, end int) {
		for _, segment := range p.dictionary.Segment([]byte(folded[start:end])) {
			words = append(words, Word{start + segment.Start(), start + segment.End()})
		}
	})
	return words
}

// Words is Segmenter.Words.
func (p *Plain) Words(folded string, visit func(start, end int)) {
	eachStretch(folded, func(start, end int) {
		for _, segment := range p.dictionary.Segment([]byte(folded[start:end])) {
			walk(folded, &segment, start, visit)
		}
	})
}

func walk(folded string, segment *gse.Segment, base int, visit func(start, end int)) {
	start, end := base+segment.Start(), base+segment.End()
	if isOneHan(folded[start:end]) {
		return
	}
	visit(start, end)
	for _, part := range segment.Token().Segments() {
		walk(folded, part, start, visit)
	}
}

// isOneHan reports whether a word is a single Chinese character, which is left to the gram lane.
func isOneHan(word string) bool {
	r, size := decode(word, 0)
	return size == len(word) && classes().of(r)&han != 0
}

// eachStretch calls visit for every unbroken run of letters and digits, so that gse sees no marks and no white space and no word
// reaches across them.
func eachStretch(folded string, visit func(start, end int)) {
	t, start := classes(), -1
	for i, r := range folded {
		switch isLetter := t.of(r)&letter != 0; {
		case isLetter && start < 0:
			start = i
		case !isLetter && start >= 0:
			visit(start, i)
			start = -1
		}
	}
	if start >= 0 {
		visit(start, len(folded))
	}
}
