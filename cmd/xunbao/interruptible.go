package main

import (
	"context"
	"io"
)

// interruptible reads r, such as a terminal that nobody types on, until ctx is done; then Read returns the context's error at
// once. The goroutine that reads r, begun by the first Read, may outlive that by one read that never ends: the process is about
// to end anyway.
type interruptible struct {
	ctx context.Context // of the one run that reads
	r   io.Reader
	out *io.PipeReader // nil before the first Read
}

func (i *interruptible) Read(p []byte) (int, error) {
	if i.out == nil {
		i.start()
	}
	return i.out.Read(p)
}

func (i *interruptible) start() {
	out, in := io.Pipe()
	i.out = out
	context.AfterFunc(i.ctx, func() { in.CloseWithError(i.ctx.Err()) })
	go func() {
		_, err := io.Copy(in, i.r)
		in.CloseWithError(err)
	}()
}
