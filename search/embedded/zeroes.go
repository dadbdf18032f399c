package embedded

import "sync"

// zeroes keeps numbers by document for the next search, all of them zero: clearing those of the documents that match is less work than
// making one for every document there is.
type zeroes struct{ pool sync.Pool }

// get returns count zeroes.
func (z *zeroes) get(count int) []float64 {
	if kept, ok := z.pool.Get().(*[]float64); ok && cap(*kept) >= count {
		return (*kept)[:count]
	}
	return make([]float64, count)
}

// put takes numbers back, which must be zero again.
func (z *zeroes) put(numbers []float64) { z.pool.Put(&numbers) }
