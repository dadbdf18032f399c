package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestTorture is the short form of what make torture does at length.
func TestTorture(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and kills the program; left out by -short")
	}
	binary := filepath.Join(t.TempDir(), "xunbao")
	build := exec.Command("go", "build", "-tags", "ne,nomsgpack", "-o", binary, "../../cmd/xunbao")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	for _, c := range []struct{ name, times string }{{"kill", "10"}, {"disk", "2"}, {"eio", "3"}} {
		t.Run(c.name, func(t *testing.T) {
			if err := run(t.Context(), []string{c.name, "-binary", binary, "-dir", t.TempDir(), "-n", c.times}); err != nil {
				t.Fatal(err)
			}
		})
	}
}
