package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// tortureDisk fills a small disk to many points while the server writes, then to the last byte.
func tortureDisk(ctx context.Context, o options) error {
	const size = 224 << 20
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	if err := syscall.Mount("tmpfs", o.dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		fmt.Println("skipped: a small disk cannot be mounted here:", err)
		return nil
	}
	defer func() { _ = syscall.Unmount(o.dir, syscall.MNT_DETACH) }()
	p, err := newPatient(ctx, o)
	if err != nil {
		return err
	}
	defer func() { p.server.kill() }() // the one that runs then
	filler := filepath.Join(o.dir, "filler")
	for n := range o.times {
		left := int64(n) * (120 << 20) / int64(max(o.times-1, 1)) // free when it begins
		ill := func() error {
			if err := fill(filler, o.dir, left); err != nil {
				return err
			}
			filled := make(chan error, 1)
			if n%2 == 0 {
				go func() { filled <- fill(filler, o.dir, 0) }() // under its hands
			}
			for range 6 {
				p.write(ctx)
				p.rebuild(ctx)
			}
			if n%2 == 1 {
				filled <- fill(filler, o.dir, 0)
			}
			if err := <-filled; err != nil || n%4 != 3 {
				return err
			}
			return p.restart(o)
		}
		if err := p.trial(ctx, fmt.Sprintf("%3d MB free, then none%s", left>>20, []string{"", "", "", "; killed, started"}[n%4]), ill, func() error { return os.Remove(filler) }); err != nil {
			return err
		}
	}
	return p.summary()
}

// fill makes a file that leaves so many bytes of the disk.
func fill(name, disk string, left int64) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	block := make([]byte, 64<<10)
	for {
		var at syscall.Statfs_t
		if err := syscall.Statfs(disk, &at); err != nil {
			return err
		}
		free := int64(at.Bavail) * at.Bsize
		if free <= left {
			return nil
		}
		if _, err := file.Write(block[:min(int64(len(block)), free-left)]); errors.Is(err, syscall.ENOSPC) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// tortureIO lets writes and syncs of the server fail from the n-th on, by strace.
func tortureIO(ctx context.Context, o options) error {
	if _, err := exec.LookPath("strace"); err != nil {
		fmt.Println("skipped: strace is not there")
		return nil
	}
	p, err := newPatient(ctx, o)
	if err != nil {
		return err
	}
	defer func() { p.server.kill() }()
	for n := range o.times {
		calls := []string{"fsync", "fdatasync", "write,pwrite64"}[n%3]
		when := 1 + n/3*n/3
		tracer, err := p.inject(o, calls, when)
		if err != nil {
			return err
		}
		ill := func() error {
			for range 4 {
				p.write(ctx)
				p.rebuild(ctx)
			}
			return nil
		}
		well := func() error {
			if err := tracer.Process.Signal(os.Interrupt); err != nil {
				return err
			}
			_ = tracer.Wait() // it ends by the signal
			return nil
		}
		if err := p.trial(ctx, fmt.Sprintf("%s fails from call %d on", calls, when), ill, well); err != nil {
			return err
		}
	}
	return p.summary()
}

// inject attaches strace to the server. Writes fail on the files that are there only, as sockets are written in the same way.
func (p *patient) inject(o options, calls string, when int) (*exec.Cmd, error) {
	args := []string{"-f", "-q", "-o", "/dev/null", "-p", fmt.Sprint(p.server.cmd.Process.Pid), "-e", "trace=" + calls, "-e", fmt.Sprintf("inject=%s:error=EIO:when=%d+", calls, when)}
	if calls == "write,pwrite64" {
		for _, pattern := range []string{"store-*/*.log", "store-*/MANIFEST-*", "index-*/root.bolt"} {
			names, err := filepath.Glob(filepath.Join(o.dir, "data", pattern))
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				args = append(args, "-P", name)
			}
		}
	}
	tracer := exec.Command("strace", args...)
	if err := tracer.Start(); err != nil {
		return nil, err
	}
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) { // until it holds every thread
		if traced(p.server.cmd.Process.Pid) {
			return tracer, nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil, errors.New("strace does not attach")
}
