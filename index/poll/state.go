package poll

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"xunbao/index/fetch"
	"xunbao/internal/durable"
	"xunbao/internal/news"
)

// maxMarks is how many items are remembered of a feed: those that went last.
const maxMarks = 5_000

// state is what is kept of a feed from one process to the next, in a file of its own.
type state struct {
	URL      string           `json:"url"`
	Seen     fetch.Validators `json:"seen,omitzero"` // of the last answer of which every item was dealt with
	Polled   time.Time        `json:"polled,omitzero"`
	Next     time.Time        `json:"next,omitzero"`
	Outcome  string           `json:"outcome,omitempty"`
	Error    string           `json:"error,omitempty"`
	Failures int              `json:"failures,omitempty"`
	Added    int              `json:"added,omitempty"`
	Replaced int              `json:"replaced,omitempty"`
	Marks    []string         `json:"marks,omitempty"` // of the items that were dealt with, the last at the end
	Tries    map[string]int   `json:"tries,omitempty"` // by mark: how often the page could not be had
}

// stateFile is where the state of the feed of an address is kept.
func stateFile(dir, address string) string {
	sum := sha256.Sum256([]byte(address))
	return filepath.Join(dir, hex.EncodeToString(sum[:12])+".json")
}

// loadState gives a fresh state when there is none, or an error beside it when there is one that cannot be read.
func loadState(dir, address string) (state, error) {
	fresh := state{URL: address}
	content, err := os.ReadFile(stateFile(dir, address))
	if errors.Is(err, fs.ErrNotExist) {
		return fresh, nil
	}
	if err != nil {
		return fresh, err
	}
	var s state
	if err := json.Unmarshal(content, &s); err != nil {
		return fresh, fmt.Errorf("read the state: %w", err)
	}
	if s.URL != address {
		return fresh, fmt.Errorf("read the state: it is that of %q", s.URL)
	}
	return s, nil
}

func (s *state) save(dir string) error {
	content, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return durable.Replace(stateFile(dir, s.URL), append(content, '\n'))
}

// clone is a copy that can be changed while others read the original.
func (s *state) clone() state {
	c := *s
	c.Marks = slices.Clone(s.Marks)
	c.Tries = make(map[string]int, len(s.Tries))
	for mark, n := range s.Tries {
		c.Tries[mark] = n
	}
	return c
}

// done notes that an item was dealt with.
func (s *state) done(mark string) {
	delete(s.Tries, mark)
	s.Marks = append(s.Marks, mark)
	if extra := len(s.Marks) - maxMarks; extra > 0 {
		s.Marks = slices.Delete(s.Marks, 0, extra)
	}
}

// markOf names an item as it stands in the feed: one that was changed there has another mark.
func markOf(a *news.Article) string {
	h := sha256.New()
	for _, s := range []string{string(a.ID), a.URL, a.Title, a.Published.String(), a.Body} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
