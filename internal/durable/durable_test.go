package durable

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReplace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "词.txt")
	for _, content := range []string{"第一版", "", "第二版\n"} {
		if err := Replace(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != content {
			t.Errorf("the file holds %q, %v; want %q", got, err, content)
		}
	}
	if names, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(names) != 1 {
		t.Errorf("left behind: %v", names)
	}
}

func TestReplaceFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "词.txt")
	if err := Replace(path, []byte("旧")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+".new", 0o700); err != nil { // where the new content would be written
		t.Fatal(err)
	}
	if err := Replace(path, []byte("新")); err == nil {
		t.Error("no error")
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "旧" {
		t.Errorf("the old file holds %q, %v", got, err)
	}
	if err := Replace(filepath.Join(dir, "nowhere", "x"), nil); err == nil {
		t.Error("a folder that is not there is no error")
	}
	if err := Sync(filepath.Join(dir, "nothing")); err == nil {
		t.Error("a file that is not there is no error")
	}
}
