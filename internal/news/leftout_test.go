package news

import (
	"testing"
)

func TestWhole(t *testing.T) {
	for _, c := range []struct {
		name, body string
		out        []LeftOut
		want       string
	}{
		{"nothing", "甲\n乙", nil, "甲\n乙"},
		{"above and behind", "甲\n乙", []LeftOut{{0, "零"}, {3, "丙"}}, "零\n甲\n乙\n丙"},
		{"between", "甲\n乙", []LeftOut{{1, " 中 "}}, "甲\n 中 \n乙"},
		{"several together", "甲", []LeftOut{{0, "一"}, {1, "二"}, {3, "三"}}, "一\n二\n甲\n三"},
		{"an empty line stays", "", []LeftOut{{0, "一"}}, "一\n"},
		{"numbers that cannot be", "甲", []LeftOut{{-5, "一"}, {1 << 60, "二"}, {0, "三"}}, "一\n甲\n二\n三"},
	} {
		a := Article{Body: c.body, LeftOut: c.out}
		if got := a.Whole(); got.Body != c.want || got.LeftOut != nil {
			t.Errorf("%s: got %q, want %q", c.name, got.Body, c.want)
		}
	}
}
