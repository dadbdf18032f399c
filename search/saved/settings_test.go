package saved

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"xunbao/search"
)

// TestSettingsSum: settings that were changed in one bit, or cut off anywhere, are refused or say the same, and those that an older version wrote are
// taken.
func TestSettingsSum(t *testing.T) {
	path := filepath.Join(t.TempDir(), "渡槽.json")
	written := settings{Request: "q=%E9%9B%81%E9%B8%A3%E6%B9%96", Created: time.Date(2026, 3, 4, 5, 6, 7, 8, time.FixedZone("", 8*3600)), Key: "K7",
		Webhook: &search.Webhook{URL: "https://news.example/hook", Secret: "geheim"}, Mark: search.Mark{}}
	if err := written.write(path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := readSettings(path)
	if err != nil || want.Sum == "" || want.Request != written.Request {
		t.Fatalf("got %+v, %v", want, err)
	}
	check := func(what string, at int, content []byte) {
		t.Helper()
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readSettings(path)
		if got.Sum = want.Sum; err == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%s at %d: %s is taken", what, at, content)
		}
	}
	for at := range file {
		check("cut off", at, file[:at])
		for bit := range 8 {
			changed := slices.Clone(file)
			changed[at] ^= 1 << bit
			check("a flipped bit", at, changed)
		}
	}
	check("an older version", 0, []byte(`{"request": "q=%E9%9B%81%E9%B8%A3%E6%B9%96", "created": "2026-03-04T05:06:07.000000008+08:00", "key": "K7", "webhook": {"url": "https://news.example/hook", "secret": "geheim"}, "mark": {}}`))
	if err := VerifySettings(path); err != nil {
		t.Errorf("what an older version wrote: %v", err)
	}
}
