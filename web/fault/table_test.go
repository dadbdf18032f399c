package fault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/query"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    error
		status int
		code   string
		field  string
	}{
		{"parameter", &search.ParameterError{Field: "page", Message: "不是数字"}, 400, "invalid_parameter", "page"},
		{"syntax", &query.SyntaxError{Position: 3, Message: "引号没有收尾"}, 400, "invalid_query", "q"},
		{"article", &news.InvalidError{Field: "title", Message: "空"}, 422, "invalid_article", "title"},
		{"article in a record", &index.RecordError{Origin: "甲.jsonl:7", Err: &news.InvalidError{Field: "body", Message: "长"}}, 422, "invalid_article", "body"},
		{"no article", fmt.Errorf("read article %q: %w", "甲", search.ErrNotFound), 404, "not_found", ""},
		{"no article to write", index.ErrNotFound, 404, "not_found", ""},
		{"too long", search.ErrTooLong, 503, "timeout", ""},
		{"deadline", fmt.Errorf("search: %w", context.DeadlineExceeded), 503, "timeout", ""},
		{"given up", context.Canceled, 503, "canceled", ""},
		{"unavailable", search.ErrUnavailable, 503, "unavailable", ""},
		{"closed", index.ErrClosed, 503, "unavailable", ""},
		{"locked", index.ErrLocked, 503, "locked", ""},
		{"busy", index.ErrBusy, 409, "busy", ""},
		{"disk full", fmt.Errorf("store: %w", index.ErrDiskFull), 507, "disk_full", ""},
		{"disk broken", fmt.Errorf("store: %w", index.ErrUnwritable), 503, "unwritable", ""},
		{"from a newer program", index.ErrNewer, 500, "newer", ""},
		{"a backup is made", index.ErrCopying, 409, "busy", ""},
		{"nothing to index", index.ErrEmptySource, 422, "empty_source", ""},
		{"damaged", fmt.Errorf("open segment: %w", index.ErrDamaged), 500, "damaged", ""},
		{"large", &http.MaxBytesError{Limit: 64}, 413, "too_large", ""},
		{"own", fmt.Errorf("handle: %w", Fault{Status: 418, Code: "teapot", Field: "茶"}), 418, "teapot", "茶"},
		{"unknown", errors.New("open /secret/place: permission denied"), 500, "internal", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Of(c.err)
			if got.Status != c.status || got.Code != c.code || got.Field != c.field {
				t.Errorf("got %d %s %q, want %d %s %q", got.Status, got.Code, got.Field, c.status, c.code, c.field)
			}
			if strings.Contains(got.Message, "secret") {
				t.Errorf("message %q passes on the error's own text", got.Message)
			}
			if got.Status == 503 && got.RetryAfter <= 0 {
				t.Error("a 503 must say when to try again")
			}
		})
	}
}

func TestBody(t *testing.T) {
	at := 3
	for _, c := range []struct {
		name  string
		fault Fault
		want  string
	}{
		{"all", Fault{Code: "invalid_query", Message: "引号没有收尾", Field: "q", Position: &at},
			`{"error":{"code":"invalid_query","message":"引号没有收尾","field":"q","position":3}}`},
		{"nulls", Fault{Code: "not_found", Message: "没有"},
			`{"error":{"code":"not_found","message":"没有","field":null,"position":null}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := json.Marshal(c.fault.Body())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestCodesAreTold: the reference tells of each code of the table with its status.
func TestCodesAreTold(t *testing.T) {
	document, err := os.ReadFile(filepath.Join("..", "api", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	faults := []Fault{internal, TooLarge(1), TooFast(1), TooManyAttempts(1), Of(&search.ParameterError{}), Of(&query.SyntaxError{}), Of(&news.InvalidError{})}
	for _, row := range table {
		faults = append(faults, row.fault)
	}
	for _, f := range faults {
		if told := fmt.Sprintf("* `%s` (%d)", f.Code, f.Status); !strings.Contains(string(document), told) {
			t.Errorf("openapi.yaml does not tell of %s", told)
		}
	}
}
