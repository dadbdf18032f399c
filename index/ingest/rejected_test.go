package ingest

import (
	"errors"
	"strings"
	"testing"

	"xunbao/index"
)

// TestReportIsSource: what could be read of a rejected record is read again out of the report, with the same result.
func TestReportIsSource(t *testing.T) {
	for _, in := range []string{
		"{\"id\":\"1\"}\n", "这不是记录\n{\"title\":\"一\"}\n", "{\"title\":\"一\",\"time\":\"某日\"}\n", "{\"title\":\"\\\"<b>\",\"tags\":7}\n", "{\"title\":\"一\"\n{\"title\":\"二\"}",
		"title,date\n甲,某日\n", "title,body\n甲,乙\n,\n", "{\"origin\":\"x\",\"title\":\"\"}\n",
	} {
		s := &source{lim: defaultLimits}
		var report strings.Builder
		var reasons []string
		s.stream(strings.NewReader(in), "f", true, func(_ index.Record, err error) bool {
			var bad *index.RecordError
			if errors.As(err, &bad) {
				line, err := EncodeRejected(bad)
				if err != nil {
					t.Fatal(err)
				}
				report.Write(append(line, '\n'))
				reasons = append(reasons, bad.Err.Error())
			}
			return true
		})
		if len(reasons) == 0 {
			t.Errorf("%q: nothing was rejected", in)
		}
		var again []string
		for _, told := range readAll(t, report.String()) {
			_, reason, _ := strings.Cut(told, "!")
			again = append(again, reason)
		}
		if strings.Join(again, "\n") != strings.Join(reasons, "\n") {
			t.Errorf("%q was rejected for %q, its report for %q\n%s", in, reasons, again, &report)
		}
	}
}
