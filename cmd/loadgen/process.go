package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
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

var served = regexp.MustCompile(`at (http://[0-9.:]+)`)

// openFiles is a bound on connections of this program to the server.
const openFiles = 4_000

// start runs the server on a free port and waits until it is ready. Its messages are warnings and errors only.
func start(ctx context.Context, o options) (*process, error) {
	cmd := exec.Command(o.program, "serve", "--data", o.data, "--addr", "127.0.0.1:0", "--search-timeout", o.deadline.String(), "--log", "error")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", o.program, err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", o.program, err)
	}
	p := &process{cmd: cmd, ended: make(chan error, 1)}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err == nil {
		if found := served.FindStringSubmatch(line); found != nil {
			p.Server = load.Server{Base: found[1], PID: cmd.Process.Pid, Client: &http.Client{Transport: &http.Transport{MaxConnsPerHost: openFiles, MaxIdleConnsPerHost: openFiles}}}
		} else {
			err = fmt.Errorf("it printed %q", line)
		}
	}
	go func() { p.ended <- cmd.Wait() }()
	if err != nil {
		_ = cmd.Process.Kill()
		return nil, errors.Join(fmt.Errorf("start %s: %w", o.program, err), <-p.ended)
	}
	for p.Ask(ctx, http.MethodGet, "/readyz", "").Status != http.StatusOK && ctx.Err() == nil {
	}
	return p, ctx.Err()
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
