package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"time"

	"xunbao/internal/load"
)

// process is a server that this program started.
type process struct {
	load.Server
	cmd   *exec.Cmd
	ended chan error
}

// openFiles is a bound on connections of this program to the server.
const openFiles = 4_000

// start runs the server on a free port and waits until it is ready. Its messages are warnings and errors only.
func start(ctx context.Context, o options) (*process, error) {
	cmd := on(o.cores, o.program, "serve", "--data", o.data, "--addr", "127.0.0.1:0", "--search-timeout", o.deadline.String(), "--log", "error")
	cmd.Stderr = os.Stderr
	cmd.Env = append(os.Environ(), "XUNBAO_TOKEN="+o.token, "XUNBAO_ADMIN_ADDR="+o.admin)
	base, err := load.Start(cmd)
	if err != nil {
		return nil, err
	}
	p := &process{load.Server{Base: base, PID: cmd.Process.Pid, Client: newClient(), Token: o.token}, cmd, make(chan error, 1)}
	go func() { p.ended <- cmd.Wait() }()
	for p.Ask(ctx, http.MethodGet, "/readyz", "").Status != http.StatusOK && ctx.Err() == nil {
	}
	return p, ctx.Err()
}

func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxConnsPerHost: openFiles, MaxIdleConnsPerHost: openFiles}}
}

// against runs a trial against a server of its own, with words from its titles.
func against(ctx context.Context, o options, trial func(p *process, queries []string) (bool, error)) (kept bool, err error) {
	p, err := start(ctx, o)
	if err != nil {
		return false, err
	}
	defer p.end(&err)
	queries, err := p.Queries(ctx, drawn)
	if err != nil {
		return false, err
	}
	kept, err = trial(p, queries)
	return kept, errors.Join(err, ctx.Err())
}

// end stops the server and adds its failure to err.
func (p *process) end(err *error) {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case failed := <-p.ended:
		*err = errors.Join(*err, failed)
	case <-time.After(time.Minute):
		_ = p.cmd.Process.Kill()
		*err = errors.Join(*err, errors.New("the server did not stop within a minute"))
	}
}
