package embedded

import (
	"errors"
	"testing"

	"xunbao/index"
)

func TestAside(t *testing.T) {
	failed := errors.New("failed")
	for _, test := range []struct {
		name string
		do   func() error
		want error
	}{
		{"done", func() error { return nil }, nil},
		{"failed", func() error { return failed }, failed},
		{"panic", func() error { panic("a list that ends early") }, index.ErrDamaged},
	} {
		if err := aside(test.do)(); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}
