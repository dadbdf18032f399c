package main

import (
	"context"
	"io"
)

// interruptible reads r, such as a terminal that nobody types on, until ctx is done; then Read returns the context's error at
// once. The goroutine that reads r may outlive that by one read that never ends: the process is about to end anyway.
func interruptible(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	context.AfterFunc(ctx, func() { in.CloseWithError(context.Cause(ctx)) })
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	return out
}
