package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"xunbao": main})
}

// TestScripts drives the real program. Beside the usual commands of testscript there are
//
//	status N PROGRAM ARGS…   runs it and wants that exit status
//	serving ARGS…            starts xunbao serve, waits for the line that names its address and puts that into $ADDR
//	stopserver               ends it as Ctrl-C does and wants exit status 0
//	damage PATTERN           flips a bit in the middle of the files
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts some seventy processes that each read the dictionary; left out by -short")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "serving": serving, "stopserver": stopserver, "damage": damage,
		},
		Setup: func(env *testscript.Env) error {
			env.Values[serverKey{}] = &server{}
			return nil
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N PROGRAM ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// servingLine is the first line of a server.
var servingLine = regexp.MustCompile(`^xunbao serving .* at http://(\S+)\n$`)

func serving(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("serving cannot be negated")
	}
	cmd := exec.Command("xunbao", append([]string{"serve", "--addr", "127.0.0.1:0", "--log", "error"}, args...)...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "XUNBAO_TOKEN="+ts.Getenv("XUNBAO_TOKEN"))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() { _ = cmd.Process.Kill() }) // fails when stopserver came before
	line, err := bufio.NewReader(out).ReadString('\n')
	match := servingLine.FindStringSubmatch(line)
	if match == nil {
		ts.Fatalf("the server printed %q, %v", line, err)
	}
	ts.Setenv("ADDR", match[1])
	ts.Value(serverKey{}).(*server).cmd = cmd
}

func stopserver(ts *testscript.TestScript, neg bool, args []string) {
	cmd := ts.Value(serverKey{}).(*server).cmd
	if neg || len(args) > 0 || cmd == nil {
		ts.Fatalf("usage: stopserver, after serving")
	}
	ts.Check(cmd.Process.Signal(os.Interrupt))
	ts.Check(cmd.Wait())
}

func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage PATTERN")
	}
	names, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(names) == 0 {
		ts.Fatalf("no file is called %s", args[0])
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		ts.Check(err)
		content[len(content)/2] ^= 1
		ts.Check(os.WriteFile(name, content, 0o600))
	}
}

// server is the one server of a script.
type server struct{ cmd *exec.Cmd }

// serverKey finds it among the values of the script.
type serverKey struct{}
