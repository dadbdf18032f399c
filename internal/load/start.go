package load

import (
	"bufio"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
)

// serving is the first line of a server.
var serving = regexp.MustCompile(`^xunbao serving .* at (http://\S+)\n$`)

// Start starts a command that is xunbao serve, and returns the address that it serves at when it has opened its folder. The caller waits for its
// end; one that says something else is killed.
func Start(cmd *exec.Cmd) (base string, err error) {
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return "", fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if match := serving.FindStringSubmatch(line); match != nil {
		return match[1], nil
	}
	return "", errors.Join(fmt.Errorf("start %s: it printed %q", cmd.Path, line), err, cmd.Process.Kill(), cmd.Wait())
}
