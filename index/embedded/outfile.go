package embedded

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// createSibling writes a sibling to a file and makes it durable.
func createSibling(name string, write func(section int, to io.Writer) error) error {
	return createFile(name, func(to io.Writer) error { return writeSibling(to, write) })
}

// createFile writes a file and makes it durable. On an error there is none.
func createFile(name string, write func(to io.Writer) error) error {
	return output(name, write, (*os.File).Sync)
}

// writeFile writes a file that need not outlive the process. On an error there is none.
func writeFile(name string, write func(to io.Writer) error) error {
	return output(name, write, func(*os.File) error { return nil })
}

func output(name string, write func(to io.Writer) error, settle func(*os.File) error) (err error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, file.Close()); err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", filepath.Base(name), err), os.Remove(name))
		}
	}()
	buffered := bufio.NewWriterSize(file, 1<<18)
	if err := write(buffered); err != nil {
		return err
	}
	return errors.Join(buffered.Flush(), settle(file))
}
