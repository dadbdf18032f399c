package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
)

// halves are the cores of this machine in two halves, as taskset (util-linux) writes them: for the server, and for what loads it. One core is in both.
func halves() (server, rest string) {
	all := runtime.NumCPU()
	return numbers(0, max(1, all/2)), numbers(all/2, all)
}

// numbers are the cores from one up to before another.
func numbers(from, to int) string { return strconv.Itoa(from) + "-" + strconv.Itoa(to-1) }

// keepTo has this process, and what it starts from now on, run on some cores only.
func keepTo(cores string) error {
	if out, err := exec.Command("taskset", "--all-tasks", "--cpu-list", "--pid", cores, strconv.Itoa(os.Getpid())).CombinedOutput(); err != nil {
		return fmt.Errorf("keep to the cores %s: %w: %s", cores, err, out)
	}
	return nil
}

// on is a command that runs on some cores only; empty: on any.
func on(cores string, command ...string) *exec.Cmd {
	if cores != "" {
		command = append([]string{"taskset", "--cpu-list", cores}, command...)
	}
	return exec.Command(command[0], command[1:]...)
}
