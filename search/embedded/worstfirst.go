package embedded

// worstFirst is a heap whose first entry comes last in the order.
type worstFirst struct {
	entries []entry
	before  func(a, b entry) bool
}

func (w *worstFirst) Len() int           { return len(w.entries) }
func (w *worstFirst) Less(i, j int) bool { return w.before(w.entries[j], w.entries[i]) }
func (w *worstFirst) Swap(i, j int)      { w.entries[i], w.entries[j] = w.entries[j], w.entries[i] }
func (w *worstFirst) Push(e any)         { w.entries = append(w.entries, e.(entry)) }
func (w *worstFirst) Pop() any {
	last := len(w.entries) - 1
	e := w.entries[last]
	w.entries = w.entries[:last]
	return e
}
