package embedded

// aside runs do in a goroutine; wait returns its error. A panic or a fault of a mapped file in it becomes an error that wraps
// index.ErrDamaged, as nobody else could recover it.
func aside(do func() error) (wait func() error) {
	done := make(chan error, 1)
	go func() { done <- unbroken("read the index", do) }()
	return func() error { return <-done }
}
