package ui

import (
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"xunbao/web/assets"
	"xunbao/web/ui/words"
)

var (
	actions    = regexp.MustCompile(`{{[^}]*}}`)
	letters    = regexp.MustCompile(`\p{L}{2,}`)
	askedWords = regexp.MustCompile(`\(w\)((?:\.[A-Z][A-Za-z]*)+)`)
)

// TestTemplatesHaveNoWords: what a page says stands in the tables of words, and what a template asks of them is there.
func TestTemplatesHaveNoWords(t *testing.T) {
	names, err := fs.Glob(assets.Files(), "*/*.tmpl")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d templates, %v", len(names), err)
	}
	for _, name := range names {
		if strings.HasPrefix(name, "components/") { // says the names of parts, for review
			continue
		}
		content, err := fs.ReadFile(assets.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range askedWords.FindAllStringSubmatch(string(content), -1) {
			if !said(strings.Split(m[1], ".")[1:]) {
				t.Errorf("%s: there are no words %s", name, m[0])
			}
		}
		root, err := html.Parse(strings.NewReader(actions.ReplaceAllString(string(content), "")))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			texts := []string{}
			if n.Type == html.TextNode {
				texts = append(texts, n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "title" || a.Key == "placeholder" || a.Key == "alt" || strings.HasPrefix(a.Key, "aria-label") && a.Key != "aria-labelledby" {
					texts = append(texts, a.Val)
				}
			}
			for _, s := range texts {
				if found := letters.FindString(strings.ReplaceAll(s, "HTTP", "")); found != "" {
					t.Errorf("%s says %q in a language", name, strings.TrimSpace(s))
				}
			}
		}
	}
}

// said reports whether a way leads to words; it may end in a method of them.
func said(way []string) bool {
	at := reflect.TypeFor[words.Words]()
	for i, step := range way {
		if _, isMethod := reflect.PointerTo(at).MethodByName(step); isMethod {
			return i == len(way)-1
		}
		if at.Kind() != reflect.Struct {
			return false
		}
		field, ok := at.FieldByName(step)
		if !ok {
			return false
		}
		at = field.Type
	}
	return true
}
