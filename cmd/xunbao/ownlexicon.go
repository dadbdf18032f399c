package main

import (
	"context"
	"encoding/json"
	"fmt"

	"xunbao/search"
)

// ownLexicon is what the API answers for the user's words, or synonyms.
type ownLexicon struct {
	Words    []string   `json:"words,omitempty"`
	Synonyms [][]string `json:"synonyms,omitempty"`
	Version  string     `json:"version,omitempty"`
}

func readOwnLexicon(answer []byte) (ownLexicon, error) {
	var l ownLexicon
	if err := json.Unmarshal(answer, &l); err != nil {
		return l, fmt.Errorf("read the words and synonyms: %w", err)
	}
	return l, nil
}

// words are the user's words in force.
func (f *folder) words(ctx context.Context) (ownLexicon, error) {
	answer, err := f.client.getJSON(ctx, "/api/v1/dictionary", nil)
	if err != nil {
		return ownLexicon{}, err
	}
	return readOwnLexicon(answer)
}

// setWords replaces the user's words.
func (f *folder) setWords(ctx context.Context, words []string) (ownLexicon, error) {
	if f.own != nil {
		return owned(f.own.SetWords(ctx, words))
	}
	return f.putLexicon(ctx, "/api/v1/dictionary", map[string]any{"words": words})
}

// setSynonyms replaces the user's synonyms.
func (f *folder) setSynonyms(ctx context.Context, groups [][]string) (ownLexicon, error) {
	if f.own != nil {
		return owned(f.own.SetSynonyms(ctx, groups))
	}
	return f.putLexicon(ctx, "/api/v1/synonyms", map[string]any{"synonyms": groups})
}

func owned(l search.Lexicon, err error) (ownLexicon, error) { return ownLexicon(l), err }

func (f *folder) putLexicon(ctx context.Context, path string, content any) (ownLexicon, error) {
	answer, err := f.client.putJSON(ctx, path, content)
	if err != nil {
		return ownLexicon{}, err
	}
	return readOwnLexicon(answer)
}
