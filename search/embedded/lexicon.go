package embedded

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	rootindex "xunbao/index"
	"xunbao/search"
	"xunbao/search/lexicon"
)

var _ search.Lexicographer = (*Engine)(nil)

// planner plans with the words and synonyms of the moment.
func (e *Engine) planner() planner { return planner{e.segmenter, e.lexicon.Current()} }

// dictionaryName names the dictionary of an answer: the fingerprint of the index, and what the user has added.
func dictionaryName(fingerprint string, words *lexicon.Lexicon) string {
	if words.Empty() {
		return fingerprint
	}
	return fingerprint + "+" + words.Version()
}

// Lexicon implements search.Lexicographer.
func (e *Engine) Lexicon(context.Context) (search.Lexicon, error) {
	return e.lexicon.Current().Given(), nil
}

// SetWords implements search.Lexicographer.
func (e *Engine) SetWords(_ context.Context, words []string) (search.Lexicon, error) {
	return given(e.lexicon.SetWords(words))
}

// SetSynonyms implements search.Lexicographer.
func (e *Engine) SetSynonyms(_ context.Context, groups [][]string) (search.Lexicon, error) {
	return given(e.lexicon.SetSynonyms(groups))
}

func given(l *lexicon.Lexicon, err error) (search.Lexicon, error) {
	if errors.Is(err, syscall.ENOSPC) {
		err = fmt.Errorf("%w: %w", rootindex.ErrDiskFull, err)
	}
	if err != nil {
		return search.Lexicon{}, err
	}
	return l.Given(), nil
}
