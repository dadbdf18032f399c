package saved

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"xunbao/internal/durable"
	"xunbao/search"
)

// A search NAME is a file of its settings, NAME.json, and one of what it matched, NAME.log. The first decides whether the search is there.
const (
	settingsEnd = ".json"
	journalEnd  = ".log"
)

// settings are what a person said about a search, and where it began.
type settings struct {
	Request string          `json:"request"` // as the query of a URL
	Created time.Time       `json:"created"`
	Key     string          `json:"key"` // tells this search from another of that name, in the ids of deliveries
	Webhook *search.Webhook `json:"webhook,omitempty"`
	Mark    search.Mark     `json:"mark"`          // when it was created
	Sum     string          `json:"sum,omitempty"` // checksum of all before it; what was written before there was one has none
}

// sum is the checksum that Sum must be.
func (s settings) sum() (string, error) {
	s.Sum = ""
	content, err := json.Marshal(s)
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:8]), err
}

// settingsIn lists the searches of a folder.
func settingsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), settingsEnd); ok && checkName(name) == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, err
}

// VerifySettings says what is wrong with a file of settings; nil when it can be used.
func VerifySettings(path string) error {
	_, err := readSettings(path)
	return err
}

// errSum is the error of a file that is not as it was written.
var errSum = errors.New("the checksum does not match: it is damaged, or was edited; then delete the line with sum")

func readSettings(path string) (settings, error) {
	var s settings
	content, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(content, &s); err != nil {
		return s, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	if sum, err := s.sum(); err != nil || s.Sum != "" && s.Sum != sum {
		return s, fmt.Errorf("read %s: %w", filepath.Base(path), cmp.Or(err, errSum))
	}
	if _, err := url.ParseQuery(s.Request); err != nil || s.Key == "" {
		return s, fmt.Errorf("read %s: it has no sound request or no key", filepath.Base(path))
	}
	return s, nil
}

func (s settings) write(path string) error {
	sum, err := s.sum()
	if err != nil {
		return err
	}
	s.Sum = sum
	content, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return durable.Replace(path, append(content, '\n'))
}

// take puts what a person asks for into the settings. It returns the secret when it had to make one.
func (s *settings) take(asked search.SavedSearch) (made string) {
	s.Request = asked.Request.Encode()
	before := s.Webhook
	s.Webhook = nil
	if asked.Webhook == nil {
		return ""
	}
	hook := *asked.Webhook
	if hook.Secret == "" && before != nil {
		hook.Secret = before.Secret
	}
	if hook.Secret == "" {
		made = rand.Text() + rand.Text()
	}
	hook.Secret = cmp.Or(hook.Secret, made)
	s.Webhook = &hook
	return made
}
