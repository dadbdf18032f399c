package query

import "testing"

func TestProse(t *testing.T) {
	for _, c := range []struct {
		input string
		want  bool
	}{
		{"青石镇春茶开市", true},
		{"青石镇 春茶 开市", true},
		{"青石镇春茶“开市”，茶农忙", true},
		{"“开市”的春茶", true},
		{"春茶：“开市”", true},
		{"－－春茶开市", true},
		{"（溪畔日报记者）春茶「开市」了", true},
		{"春茶 “开市”", false},
		{`"开市" 春茶`, false},
		{`"开市"`, false},
		{"“开市", false},
		{"春茶“开市", true},
		{"春茶 OR 秋茶", false},
		{"早间播报 | 春茶开市", true},
		{"春茶 -秋茶", false},
		{"title:春茶", false},
		{"exact:春茶", false},
		{"茶农 NEAR/3 茶市", false},
		{"date:今天 茶市", false},
		{"", false},
		{"？！", false},
	} {
		if got := Prose(c.input); got != c.want {
			t.Errorf("%q: %v, want %v", c.input, got, c.want)
		}
	}
}
