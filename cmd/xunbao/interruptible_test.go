package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestInterruptible(t *testing.T) {
	text := strings.Repeat("江城港新开三条航线。\n", 20_000)
	got, err := io.ReadAll(&interruptible{ctx: t.Context(), r: strings.NewReader(text)})
	if err != nil || string(got) != text {
		t.Errorf("read %d of %d bytes, %v", len(got), len(text), err)
	}

	silent, typist := io.Pipe()
	defer typist.Close()
	ctx, cancel := context.WithCancel(t.Context())
	r := &interruptible{ctx: ctx, r: silent}
	go func() { _, _ = typist.Write([]byte("一")) }()
	if _, err := io.ReadFull(r, make([]byte, len("一"))); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := r.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}
