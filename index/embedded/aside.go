package embedded

import (
	"fmt"
	"runtime/debug"

	"xunbao/index"
)

// aside runs do in a goroutine; wait returns its error. A panic or a fault of a mapped file in it becomes an error that wraps
// index.ErrDamaged, as nobody else could recover it.
func aside(do func() error) (wait func() error) {
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { done <- err }()
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("%w: %v", index.ErrDamaged, r)
			}
		}()
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		err = do()
	}()
	return func() error { return <-done }
}
