package browsertest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeSource is the text of axe-core: the file that XUNBAO_AXE names, or what `npm ci` has put into this folder.
func axeSource(t *testing.T) string {
	t.Helper()
	path := os.Getenv("XUNBAO_AXE")
	if path == "" {
		path = filepath.Join("node_modules", "axe-core", "axe.min.js")
	}
	source, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		t.Skipf("no axe-core at %s: the rules of accessibility were not tried. Run npm ci in web/browsertest, or name the file in XUNBAO_AXE", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// axeFor is axeSource for a test that has more to say than axe-core: "" where there is none, which is told of what was not held against it.
func axeFor(t *testing.T, what string) (axe string) {
	t.Helper()
	if t.Run("axe", func(t *testing.T) { axe = axeSource(t) }) && axe == "" {
		t.Logf("%s was not held against axe-core", what)
	}
	return axe
}

// violation is what axe-core has against a page.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

// violations asks axe-core about the page as it stands. The page of components shows parts several times that others have once.
func (b *tab) violations(axe string) []violation {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](axe))
	answer := run(b, chromedp.Evaluate[string](`axe.run(document, {resultTypes: ["violations"], rules: {"landmark-unique": {enabled: !document.querySelector(".swatches")}}}).then(r => JSON.stringify(r.violations))`, chromedp.EvalAwaitPromise))
	var found []violation
	if err := json.Unmarshal([]byte(answer), &found); err != nil {
		b.t.Fatalf("read the answer of axe-core: %v", err)
	}
	return found
}

// wantAccessible fails on every violation of the page as it stands.
func (b *tab) wantAccessible(axe, name string) {
	b.t.Helper()
	for _, v := range b.violations(axe) {
		for _, n := range v.Nodes {
			b.t.Errorf("%s: %s: %s\n%s\n%s", name, v.ID, v.Help, n.HTML, strings.TrimSpace(n.FailureSummary))
		}
	}
}

// testAxe: axe-core finds nothing on any page with all that is folded unfolded, on both sizes, in both themes and languages.
func testAxe(t *testing.T, w *world) {
	axe := axeSource(t)
	for _, l := range []look{{dark: true}, {phone: true, english: true}} {
		t.Run(l.String(), func(t *testing.T) {
			b := w.open(t, l)
			for _, p := range samplePages() {
				b.visitPage(p)
				b.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details:not(.story:has(p > a))").forEach(d => { d.open = true; })`))
				b.wantAccessible(axe, p.name)
			}
		})
	}
}

// testAxeSees: the test above would find what it looks for.
func testAxeSees(t *testing.T, w *world) {
	axe := axeSource(t)
	b := w.open(t, look{})
	b.visit("/")
	b.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.removeAttribute("lang")`))
	var ids []string
	for _, v := range b.violations(axe) {
		ids = append(ids, v.ID)
	}
	if got := strings.Join(ids, " "); !strings.Contains(got, "html-has-lang") {
		t.Errorf("axe-core finds %q in a page that does not say its language", got)
	}
}
