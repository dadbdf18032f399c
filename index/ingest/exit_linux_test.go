package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// maxResident is how much memory the program may need for any of the attacks, in KiB.
const maxResident = 500 << 10

// TestExitStatus gives the attacks to the program itself: each alone to extract, and all of them to add.
func TestExitStatus(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program; left out by -short")
	}
	program := filepath.Join(t.TempDir(), "xunbao")
	if out, err := exec.Command("go", "build", "-tags", "ne,nomsgpack", "-o", program, "xunbao/cmd/xunbao").CombinedOutput(); err != nil {
		t.Skipf("the program cannot be built here: %v\n%s", err, out)
	}
	dir, kept := t.TempDir(), 0
	for i, a := range attacks(t, 32) {
		kept += a.kept
		path := filepath.Join(dir, fmt.Sprintf("%03d", i))
		writeFile(t, path, a.in)
		want := 3
		if a.told == "" || strings.HasPrefix(a.told, "no article") || strings.HasPrefix(a.told, "more than 200000") {
			want = 0 // extract has read a page that is no article; add rejects it
		}
		got, out := status(t, program, "extract", path)
		if got != want && !(a.told == "f" && got == 0) {
			t.Errorf("%s: status %d, want %d\n%.600s", a.name, got, want, out)
		}
	}
	got, out := status(t, program, "add", "--json", "--data", filepath.Join(t.TempDir(), "data"), dir)
	var sum struct{ Added, Replaced, Unchanged, Rejected int }
	if err := json.Unmarshal([]byte(out), &sum); err != nil || got != 3 || sum.Added+sum.Replaced+sum.Unchanged < kept {
		t.Errorf("add: status %d, want 3; %d good records; %v\n%.2000s", got, kept, err, out)
	}
	t.Logf("%+v", sum)
}

func writeFile(t *testing.T, path string, in io.Reader) {
	t.Helper()
	f, err := os.Create(path)
	if err == nil {
		_, err = io.Copy(f, in)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// status runs the program and gives its exit status and what it prints. It must not panic nor need more memory than it may.
func status(t *testing.T, program string, args ...string) (code int, out string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	var printed, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &complaints
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if used, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && used.Maxrss > maxResident {
		t.Errorf("%s: %d MiB of memory", args, used.Maxrss>>10)
	}
	if strings.Contains(complaints.String(), "goroutine ") {
		t.Errorf("%s: %.2000s", args, &complaints)
	}
	return cmd.ProcessState.ExitCode(), printed.String()
}
