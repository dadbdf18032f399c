package embedded

import (
	"fmt"
	"runtime/debug"

	"xunbao/index"
)

// unbroken makes a panic over damaged files, or a fault of a mapped one that was cut off, an error that says what was being done and wraps
// index.ErrDamaged.
func unbroken(doing string, call func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %w: %v", doing, index.ErrDamaged, r)
		}
	}()
	return call()
}
