package index

import (
	"errors"
	"fmt"
	"io"
	"syscall"
	"testing"
)

func TestRefusal(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    error
		want   error
		ofDisk bool
	}{
		{"nothing", nil, nil, false},
		{"no room", fmt.Errorf("write: %w", syscall.ENOSPC), ErrDiskFull, true},
		{"no room for this user", syscall.EDQUOT, ErrDiskFull, true},
		{"no room, as text", errors.New("persist: no space left on device"), ErrDiskFull, false},
		{"failing disk", syscall.EIO, ErrUnwritable, true},
		{"read only", syscall.EROFS, ErrUnwritable, true},
		{"anything else", io.ErrShortWrite, ErrUnwritable, false},
		{"said already", fmt.Errorf("put: %w", ErrDiskFull), ErrDiskFull, false},
	} {
		got := Refusal(c.err)
		if !errors.Is(got, c.want) || !errors.Is(got, c.err) || OfDisk(c.err) != c.ofDisk {
			t.Errorf("%s: %v, of the disk: %v", c.name, got, OfDisk(c.err))
		}
		if again := Refusal(got); again != got {
			t.Errorf("%s, said twice: %v", c.name, again)
		}
	}
}
