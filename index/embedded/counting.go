package embedded

// Count adds one to counts, by ordinal, for each value of each of the documents.
func (v Values) Count(docs []uint32, counts []int) {
	switch {
	case v.first.bytes != nil:
		countFirst(v.first.bytes, docs, counts)
	case v.first.words != nil:
		countFirst(v.first.words, docs, counts)
	default:
		countFirst(v.first.wide, docs, counts)
	}
	if v.starts == nil {
		return
	}
	for _, doc := range docs {
		for _, ordinal := range v.further(doc) {
			counts[ordinal]++
		}
	}
}

// countFirst counts numbers that are ordinal + 1, or 0 for none.
func countFirst[T uint8 | uint16 | uint32](numbers []T, docs []uint32, counts []int) {
	for _, doc := range docs {
		if n := numbers[doc]; n != 0 {
			counts[n-1]++
		}
	}
}
