package browsertest

import "testing"

// reservoir is 水库 as addresses write it.
const reservoir = "%E6%B0%B4%E5%BA%93"

// samplePage is a page of the sample articles and what its source holds in both languages.
type samplePage struct {
	name, path string
	status     int // 0 is 200
	has        []string
}

func samplePages() []samplePage {
	return []samplePage{
		{"results", "/?q=" + reservoir, 0, []string{"<mark>水库</mark>", "<mark>水庫</mark>", "临溪晚报", "</svg>"}},
		{"everything", "/", 0, []string{"云浦日报"}},
		{"filtered", "/?q=" + reservoir + "&source=%E4%B8%B4%E6%BA%AA%E6%99%9A%E6%8A%A5&from=2023&collapse=none&sort=newest", 0, []string{"临溪晚报", "2023"}},
		{"nothing found", "/?q=%22%E6%B2%A1%E6%9C%89%E8%BF%99%E5%8F%A5%E8%AF%9D%22", 0, []string{"没有这句话"}},
		{"bad parameter", "/?page=-1", 400, []string{"HTTP 400"}},
		{"bad query", "/?q=date:2024-13", 400, []string{"<mark>"}},
		{"article", "/articles/sj-linxi-20230221-01?q=" + reservoir, 0, []string{"龙眼潭", "水库</mark>"}},
		{"no such article", "/articles/nobody", 404, []string{"HTTP 404"}},
		{"no such page", "/nothing", 404, []string{"HTTP 404"}},
		{"trends", "/trends?q=" + reservoir + "&q=%E9%93%81%E8%B7%AF&view=share", 0, []string{"<polyline", `role="img"`}},
		{"compared", "/articles/sj-qingwu-20250318-01?compare=sj-yunpu-20250318-01", 0, []string{"<ins>", "<del>"}},
		{"why", "/articles/sj-linxi-20230221-01?why=true&q=" + reservoir, 0, []string{`id="why"`}},
		{"status", "/status", 0, []string{"1.2.3"}},
		{"help", "/help", 0, []string{"NEAR/10"}},
		{"components", "/components", 0, []string{"Pneumono"}},
		{"saved searches", "/searches", 0, []string{"xunbao saved add"}},
		{"trends, nothing asked", "/trends", 0, []string{`name="q"`}},
	}
}

// testPages: every page loads in every look without a complaint, is no wider than the window, and says in which language it is.
func testPages(t *testing.T, w *world) {
	for _, l := range fourLooks() {
		for _, l.scriptless = range []bool{false, true} {
			t.Run(l.String(), func(t *testing.T) {
				b := w.open(t, l)
				for _, p := range samplePages() {
					b.visitPage(p)
					b.wantHas(append(p.has, `lang="`)...)
					if got := eval[int](b, `performance.getEntriesByType("navigation")[0].responseStatus`); p.status != 0 && got != p.status {
						t.Errorf("%s: status %d, want %d", p.name, got, p.status)
					}
					b.wantFits(p.name)
					b.wantNoComplaint(p.name)
				}
			})
		}
	}
}

// visitPage goes to a page of the samples.
func (b *tab) visitPage(p samplePage) {
	b.t.Helper()
	if p.status >= 400 {
		b.expect(b.base + p.path)
	}
	b.visit(p.path)
}
