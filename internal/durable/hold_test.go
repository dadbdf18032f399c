package durable

import (
	"errors"
	"path/filepath"
	"testing"
)

func TestHold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "LOCK")
	first, err := Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Hold(path); !errors.Is(err, ErrHeld) {
		t.Errorf("held twice: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Hold(path)
	if err != nil {
		t.Fatalf("after it was let go: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Hold(filepath.Join(path, "LOCK")); err == nil || errors.Is(err, ErrHeld) {
		t.Errorf("a file that cannot be: %v", err)
	}
}
