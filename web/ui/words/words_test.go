package words

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 123456: "123,456", 1234567: "1,234,567", -999: "-999", -1000: "-1,000"} {
		if got := Number(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestCounted(t *testing.T) {
	for n, want := range map[int]string{0: "0 articles", 1: "1 article", 2: "2 articles", 12345: "12,345 articles"} {
		if got := english.Filter.Articles.Of(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

// leaf is one piece of text of a table with the way to it.
type leaf struct{ path, text, kind string }

// leaves lists what a table says. Forms and counted phrases are told apart, for they have places to fill.
func leaves(v reflect.Value, path string) []leaf {
	switch v.Kind() {
	case reflect.String:
		return []leaf{{path, v.String(), v.Type().Name()}}
	case reflect.Struct:
		var all []leaf
		for i := range v.NumField() {
			inner := leaves(v.Field(i), path+"."+v.Type().Field(i).Name)
			if v.Type() == reflect.TypeFor[Counted]() {
				inner[0].kind = "Counted"
			}
			all = append(all, inner...)
		}
		return all
	case reflect.Map:
		var all []leaf
		for _, key := range v.MapKeys() {
			all = append(all, leaves(v.MapIndex(key), fmt.Sprintf("%s[%v]", path, key))...)
		}
		return all
	case reflect.Slice:
		var all []leaf
		for i := range v.Len() {
			all = append(all, leaves(v.Index(i), fmt.Sprintf("%s[%d]", path, i))...)
		}
		return all
	default:
		panic(path + " is a " + v.Kind().String())
	}
}

var places = regexp.MustCompile(`%(\[\d+\])?s`)

// TestTablesAgree: both languages say the same things, nothing is left empty, and a form has as many places in one as in the other.
func TestTablesAgree(t *testing.T) {
	tables := map[Language]map[string]leaf{}
	for _, language := range Languages() {
		tables[language] = map[string]leaf{}
		for _, l := range leaves(reflect.ValueOf(*Of(language)), "") {
			tables[language][l.path] = l
			if strings.TrimSpace(l.text) == "" {
				t.Errorf("%s: %s is empty", language, l.path)
			}
			if l.kind == "Counted" && !strings.Contains(Of(language).find(l.path).Many, "#") {
				t.Errorf("%s: %s has no place for the number", language, l.path)
			}
			if bare := places.ReplaceAllString(l.text, ""); l.kind == "Form" && strings.Contains(bare, "%") {
				t.Errorf("%s: %s has a %% that is no place: %q", language, l.path, l.text)
			}
		}
	}
	for path, l := range tables[Chinese] {
		other, ok := tables[English][path]
		if !ok && !spokenOnly(path) {
			t.Errorf("English has no %s", path)
		}
		if ok && l.kind == "Form" && len(places.FindAllString(l.text, -1)) != len(places.FindAllString(other.text, -1)) {
			t.Errorf("%s has other places: %q, %q", path, l.text, other.text)
		}
	}
	for path := range tables[English] {
		if _, ok := tables[Chinese][path]; !ok && !spokenOnly(path) {
			t.Errorf("Chinese has no %s", path)
		}
	}
}

// spokenOnly are lists that need not be as long in one language as in the other.
func spokenOnly(path string) bool {
	return strings.HasPrefix(path, ".Time.Spoken[") || strings.HasPrefix(path, ".Time.Relative[")
}

// find is the counted phrase that a path of leaves leads into.
func (w *Words) find(path string) Counted {
	v := reflect.ValueOf(*w)
	steps := strings.Split(strings.TrimPrefix(path, "."), ".")
	for _, step := range steps[:len(steps)-1] {
		v = v.FieldByName(step)
	}
	return v.Interface().(Counted)
}

func TestNoHanInEnglish(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	for _, l := range leaves(reflect.ValueOf(english), "") {
		if han.MatchString(l.text) && !strings.HasPrefix(l.path, ".Help.Examples[") { // queries for Chinese news are Chinese
			t.Errorf("%s: %q", l.path, l.text)
		}
	}
	if !slices.Equal(Languages(), []Language{Chinese, English}) || Of("fr") != &chinese {
		t.Error("languages that are not known are not answered in Chinese")
	}
}
