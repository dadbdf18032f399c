package assets

import (
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestStyleSheetsLoadNothing: the content policy lets a style sheet fetch nothing.
func TestStyleSheetsLoadNothing(t *testing.T) {
	sheets, err := fs.Glob(Files(), "*/*.css")
	if err != nil || len(sheets) == 0 {
		t.Fatalf("%d style sheets, %v", len(sheets), err)
	}
	for _, name := range sheets {
		content, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"url(", "@import", "@font-face"} {
			if strings.Contains(string(content), word) {
				t.Errorf("%s holds %s", name, word)
			}
		}
		if open, closed := strings.Count(string(content), "{"), strings.Count(string(content), "}"); open != closed {
			t.Errorf("%s opens %d braces and closes %d", name, open, closed)
		}
	}
}

// shades finds the tokens that are colours.
var shades = regexp.MustCompile(`--([a-z-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);`)

// TestColoursAreTokens: no other style sheet has a colour of its own, and each uses only tokens that there are.
func TestColoursAreTokens(t *testing.T) {
	content, err := fs.ReadFile(Files(), tokens)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := fs.Glob(Files(), "*/*.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sheets {
		sheet, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if colour := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(`).Find(sheet); colour != nil && name != tokens {
			t.Errorf("%s has the colour %s", name, colour)
		}
		for _, m := range regexp.MustCompile(`var\((--[a-z-]+)`).FindAllSubmatch(sheet, -1) {
			if !strings.Contains(string(content), string(m[1])+":") {
				t.Errorf("%s uses %s, which is no token", name, m[1])
			}
		}
	}
}

// TestContrast: text stands out from its ground by 4.5 to 1 and drawings by 3 to 1 (WCAG 2.2, level AA), by day and by night.
func TestContrast(t *testing.T) {
	content, err := fs.ReadFile(Files(), tokens)
	if err != nil {
		t.Fatal(err)
	}
	usual, more, found := strings.Cut(string(content), "@media (prefers-contrast: more)")
	if !found {
		t.Fatal("no colours of more contrast")
	}
	more, _, _ = strings.Cut(more, "@media")
	schemes := map[string]map[string]string{"light": {}, "dark": {}, "light, more": {}, "dark, more": {}}
	for _, m := range shades.FindAllStringSubmatch(usual, -1) {
		schemes["light"][m[1]], schemes["dark"][m[1]], schemes["light, more"][m[1]], schemes["dark, more"][m[1]] = m[2], m[3], m[2], m[3]
	}
	for _, m := range shades.FindAllStringSubmatch(more, -1) {
		schemes["light, more"][m[1]], schemes["dark, more"][m[1]] = m[2], m[3]
	}
	for scheme, colours := range schemes {
		for _, c := range []struct {
			front, ground string
			least         float64
		}{
			{"ink", "paper", 4.5}, {"ink", "wash", 4.5}, {"soft", "paper", 4.5}, {"soft", "sheet", 4.5}, {"soft", "wash", 4.5},
			{"link", "paper", 4.5}, {"link", "sheet", 4.5}, {"accent", "paper", 4.5}, {"accent", "sheet", 4.5}, {"accent", "wash", 4.5},
			{"ink", "sheet", 4.5}, {"link", "wash", 4.5}, {"accent-ink", "accent", 4.5}, {"added-ink", "added", 4.5}, {"gone-ink", "gone", 4.5},
			{"edge", "paper", 3}, {"edge", "sheet", 3}, {"edge", "wash", 3}, {"mark-ink", "mark", 4.5}, {"bar", "paper", 3}, {"bar", "sheet", 3}, {"bar-strong", "wash", 3},
			{"line-a", "paper", 3}, {"line-b", "paper", 3}, {"line-c", "paper", 3}, {"line-d", "paper", 3}, {"line-e", "paper", 3},
			{"line-a", "sheet", 3}, {"line-b", "sheet", 3}, {"line-c", "sheet", 3}, {"line-d", "sheet", 3}, {"line-e", "sheet", 3},
		} {
			t.Run(fmt.Sprintf("%s/%s on %s", scheme, c.front, c.ground), func(t *testing.T) {
				a, b := luminance(t, colours[c.front]), luminance(t, colours[c.ground])
				if got := (max(a, b) + .05) / (min(a, b) + .05); got < c.least {
					t.Errorf("contrast %.2f, want %.1f", got, c.least)
				}
			})
		}
	}
}

// luminance is the relative luminance of a colour of six hexadecimal digits.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	bits, err := strconv.ParseUint(colour, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	channel := func(shift int) float64 {
		c := float64(bits>>shift&0xff) / 255
		if c <= .04045 {
			return c / 12.92
		}
		return math.Pow((c+.055)/1.055, 2.4)
	}
	return .2126*channel(16) + .7152*channel(8) + .0722*channel(0)
}
