package api

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// collected is a record as a test sees it.
type collected struct {
	Line int
	Data string
	Long bool
}

func collect(t *testing.T, r io.Reader, limit int) ([]collected, error) {
	t.Helper()
	var got []collected
	for record, err := range lines(r, limit) {
		if err != nil {
			return got, err
		}
		if record.Err != nil {
			record.Data = nil
		}
		got = append(got, collected{record.Line, string(record.Data), record.Err != nil})
	}
	return got, nil
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []collected
	}{
		{"none", "", nil},
		{"no line end", "云", []collected{{1, "云", false}}},
		{"line ends of both kinds", "云\r\n溪\n", []collected{{1, "云", false}, {2, "溪", false}}},
		{"blank lines", "\n \t\r\n云\n\n", []collected{{3, "云", false}}},
		{"just fits", "123456789\n溪", []collected{{1, "123456789", false}, {2, "溪", false}}},
		{"too long", "1234567890\n溪", []collected{{1, "", true}, {2, "溪", false}}},
		{"too long at the end", "云\n" + strings.Repeat("長", 9), []collected{{1, "云", false}, {2, "", true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := collect(t, iotest.OneByteReader(strings.NewReader(c.text)), 10)
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
		})
	}
}

func TestLinesThatBreakOff(t *testing.T) {
	broken := errors.New("the cable was pulled")
	got, err := collect(t, io.MultiReader(strings.NewReader("云\n半"), iotest.ErrReader(broken)), 10)
	if diff := cmp.Diff([]collected{{1, "云", false}}, got); diff != "" || !errors.Is(err, broken) {
		t.Error(diff, err)
	}
}

// FuzzLines holds lines against cutting the whole text at once.
func FuzzLines(f *testing.F) {
	for _, text := range []string{"", "云\n溪", "\r\n\n長長長長長長\n a ", "123456789\n1234567890\n"} {
		f.Add(text, 10)
	}
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = max(1, min(limit, 1<<10))
		var want []collected
		for i, line := range strings.SplitAfter(text, "\n") {
			trimmed := strings.TrimSpace(line)
			switch {
			case len(line) > limit:
				want = append(want, collected{i + 1, "", true})
			case trimmed != "":
				want = append(want, collected{i + 1, trimmed, false})
			}
		}
		got, err := collect(t, strings.NewReader(text), limit)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}
