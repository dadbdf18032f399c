package ui

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
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

// pageKind is an empty value of a page's data, which is executed to check its templates, and the templates of other pages that it borrows.
type pageKind struct {
	empty   any
	borrows []string
}

// pageKinds are the pages by their folders.
var pageKinds = map[string]pageKind{
	"search":     {empty: SearchPage{}},
	"article":    {empty: ArticlePage{}},
	"trends":     {empty: TrendsPage{Chart: &Chart{}, Table: &TrendTable{}, Asked: true}},
	"status":     {empty: StatusPage{FeedRows: make([]FeedRow, 1)}},
	"help":       {empty: HelpPage{}},
	"searches":   {empty: SearchesPage{One: &SavedRow{}}},
	"compare":    {empty: ComparePage{}},
	"error":      {empty: ErrorPageData{}},
	"components": {empty: ComponentsPage{Histogram: &Histogram{}}, borrows: []string{"search/list.tmpl", "search/facet.tmpl", "search/histogram.tmpl", "search/hit.tmpl", "search/pager.tmpl"}},
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
		for name, kind := range pageKinds {
			t, err := template.New(name).Funcs(s.functions(language)).ParseFS(tree, slices.Concat([]string{"layout/*.tmpl", path.Join(name, "*.tmpl")}, kind.borrows)...)
			if err != nil {
				return nil, fmt.Errorf("parse templates of page %q: %w", name, err)
			}
			s.pages[language][name] = t
			if _, err := s.render(language, name, kind.empty); err != nil {
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
