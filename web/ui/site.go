package ui

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"sync"

	"xunbao/web/assets"
	"xunbao/web/ui/words"
)

// site is what the embedded files become: a set of templates for each page in each language, and the assets.
type site struct {
	pages  map[words.Language]map[string]*template.Template
	assets *assets.Set
}

// loaded reads the embedded files once; they are the same for the life of the program.
var loaded = sync.OnceValues(func() (*site, error) { return newSite(assets.Files()) })

// pageKinds names each page's folder and an empty value of its data, which is executed to check the templates.
var pageKinds = map[string]any{
	"search":   SearchPage{},
	"article":  ArticlePage{},
	"status":   StatusPage{FeedRows: make([]FeedRow, 1)},
	"help":     HelpPage{},
	"searches": SearchesPage{One: &SavedRow{}},
	"compare":  ComparePage{},
	"trends":   TrendsPage{Chart: &Chart{}, Table: &TrendTable{}, Asked: true},
	"error":    ErrorPageData{},
}

// newSite parses and checks the templates of every page: those of its own folder on top of those of "layout".
func newSite(tree fs.FS) (*site, error) {
	set, err := assets.NewSet(tree)
	if err != nil {
		return nil, err
	}
	s := &site{pages: map[words.Language]map[string]*template.Template{}, assets: set}
	for _, language := range words.Languages() {
		s.pages[language] = map[string]*template.Template{}
		for kind, empty := range pageKinds {
			t, err := template.New(kind).Funcs(s.functions(language)).ParseFS(tree, "layout/*.tmpl", path.Join(kind, "*.tmpl"))
			if err != nil {
				return nil, fmt.Errorf("parse templates of page %q: %w", kind, err)
			}
			s.pages[language][kind] = t
			if _, err := s.render(language, kind, empty); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// functions are what templates may call: w is the words of the language.
func (s *site) functions(language words.Language) template.FuncMap {
	return template.FuncMap{
		"asset": func(name string) (string, error) {
			hashed, err := s.assets.Name(name)
			return assetPrefix + hashed, err
		},
		"number": words.Number,
		"kind":   kindName,
		"w":      func() *words.Words { return words.Of(language) },
	}
}

// render executes the template of a page into memory.
func (s *site) render(language words.Language, kind string, page any) ([]byte, error) {
	var out bytes.Buffer
	if err := s.pages[language][kind].ExecuteTemplate(&out, "base", page); err != nil {
		return nil, fmt.Errorf("render page %q: %w", kind, err)
	}
	return out.Bytes(), nil
}
