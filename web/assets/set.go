package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// File is one asset as it is sent.
type File struct {
	Type    string // of the content, for the Content-Type header
	Content []byte // not to be changed
	Packed  []byte // the content through gzip; nil where that saves nothing
}

// Set maps the assets of a file tree to names that change with their content, so that a browser may keep them for ever. Safe for
// concurrent use: nothing changes after NewSet.
type Set struct {
	hashed map[string]string // "search/search.css" -> "search/search.0f3a….css"
	files  map[string]File   // by hashed name
}

// types lists what may be sent. Everything else, templates above all, stays inside.
var types = map[string]string{
	".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml",
	".js":  "text/javascript; charset=utf-8",
}

// NewSet reads every style sheet, icon and script of tree. The style sheet of a page begins with those that all pages share; the scripts
// become one.
func NewSet(tree fs.FS) (*Set, error) {
	s := &Set{hashed: map[string]string{}, files: map[string]File{}}
	shared, err := sharedSheets(tree)
	if err != nil {
		return nil, err
	}
	if err := s.addScript(tree); err != nil {
		return nil, err
	}
	err = fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || types[path.Ext(name)] == "" || path.Ext(name) == ".js" || isShared(name) {
			return err
		}
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".css" {
			content = slices.Concat(shared, content)
		}
		return s.add(name, content)
	})
	if err != nil {
		return nil, fmt.Errorf("read assets: %w", err)
	}
	return s, nil
}

// add keeps one asset.
func (s *Set) add(name string, content []byte) error {
	packed, err := pack(content)
	if err != nil {
		return err
	}
	hashed := withHash(name, content)
	s.hashed[name] = hashed
	s.files[hashed] = File{Type: types[path.Ext(name)], Content: content, Packed: packed}
	return nil
}

// tokens come before all other rules, and layout before those of a page.
const (
	tokens = "layout/tokens.css" // #nosec G101 -- a file of colours and sizes
	layout = "layout/layout.css"
	quick  = "script/script.css"
)

func isShared(name string) bool { return name == tokens || name == layout || name == quick }

// sharedSheets is the beginning of every style sheet, so that a page needs only one. A tree may lack it.
func sharedSheets(tree fs.FS) ([]byte, error) {
	var all []byte
	for _, name := range []string{tokens, layout, quick} {
		content, err := fs.ReadFile(tree, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read style sheets: %w", err)
		}
		all = append(all, content...)
	}
	return all, nil
}

// withHash puts the first 12 hexadecimal digits of the content's SHA-256 before the extension.
func withHash(name string, content []byte) string {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
}

// Name returns the hashed name of an asset such as "search/search.css", or an error when there is none: a misspelt name in a
// template is found when the templates are checked.
func (s *Set) Name(name string) (string, error) {
	hashed, ok := s.hashed[name]
	if !ok {
		return "", fmt.Errorf("no asset is named %q", name)
	}
	return hashed, nil
}

// File returns the asset with a hashed name; plain names are not known here.
func (s *Set) File(hashed string) (File, bool) {
	f, ok := s.files[hashed]
	return f, ok
}
