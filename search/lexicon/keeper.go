package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// The files of a folder.
const (
	wordsFile    = "words.txt"
	synonymsFile = "synonyms.txt"
)

// Keeper keeps the lexicon of a folder: in memory for searches, on disk for ever. Safe for concurrent use; reading never waits.
type Keeper struct {
	dir     string // empty: nothing is kept on disk
	fold    Fold
	builtin [][]string
	current atomic.Pointer[Lexicon]

	writing sync.Mutex
	damaged map[string]bool // files that could not be read: moved aside before they are replaced
}

// Open reads the lexicon of a folder, which need not be there. A file that cannot be read, or breaks the rules, is logged and its half
// of the lexicon is empty: searching goes on without it. With an empty dir the lexicon lives in memory. A nil log drops what it is told.
func Open(dir string, fold Fold, builtin [][]string, log *slog.Logger) *Keeper {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	k := &Keeper{dir: dir, fold: fold, builtin: builtin, damaged: make(map[string]bool)}
	var words []string
	var groups [][]string
	k.read(log, wordsFile, func(text string) (err error) {
		words, err = cleanWords(fold, ParseWords(text))
		return err
	})
	k.read(log, synonymsFile, func(text string) (err error) {
		groups, err = cleanGroups(fold, ParseGroups(text))
		return err
	})
	l, err := New(fold, builtin, words, groups)
	if err != nil { // both halves were cleaned above
		log.Warn("the user's words and synonyms are left out", "error", err)
		l, _ = New(fold, builtin, nil, nil)
	}
	k.current.Store(l)
	return k
}

// read gives a file to parse. One that is missing is empty.
func (k *Keeper) read(log *slog.Logger, name string, parse func(text string) error) {
	if k.dir == "" {
		return
	}
	content, err := readFile(filepath.Join(k.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		err = parse(content)
	}
	if err != nil {
		k.damaged[name] = true
		log.Warn("a file of the lexicon cannot be used and is left out: correct it and start again, or replace its content",
			"file", filepath.Join(k.dir, name), "error", err)
	}
}

// Current is the lexicon of the moment.
func (k *Keeper) Current() *Lexicon { return k.current.Load() }

// SetWords replaces the words. When it returns without an error they are on disk and Current has them; *search.ParameterError names the
// entry that cannot be taken, and after any error nothing has changed.
func (k *Keeper) SetWords(words []string) (*Lexicon, error) {
	k.writing.Lock()
	defer k.writing.Unlock()
	next, err := New(k.fold, k.builtin, words, k.Current().given.Synonyms)
	if err != nil {
		return nil, err
	}
	return next, k.replace(next, wordsFile, FormatWords(next.given.Words))
}

// SetSynonyms replaces the groups, as SetWords does the words.
func (k *Keeper) SetSynonyms(groups [][]string) (*Lexicon, error) {
	k.writing.Lock()
	defer k.writing.Unlock()
	next, err := New(k.fold, k.builtin, k.Current().given.Words, groups)
	if err != nil {
		return nil, err
	}
	return next, k.replace(next, synonymsFile, FormatGroups(next.given.Synonyms))
}

// replace writes a file and makes next the current lexicon.
func (k *Keeper) replace(next *Lexicon, name, content string) error {
	if k.dir != "" {
		if err := k.write(name, content); err != nil {
			return fmt.Errorf("write the lexicon's %s: %w", name, err)
		}
	}
	k.current.Store(next)
	return nil
}
