package zapfile

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Postings of a term are
//
//	chunks     number of chunks, where each ends in frequencies
//	frequencies of each document in order: twice the frequency, and the length of the field, which is always fieldLength
//	then, where the dictionary points: offset of chunks, offset of positions, 0; length of the bitmap; a roaring bitmap of the documents
//
// A term that stands in one document once has no postings: the number in the dictionary says which.
const (
	fieldLength = 1 // one byte, and 0 has a meaning
	oneHit      = 1<<63 | fieldLength<<31
)

// postings writes the postings of a term and returns what the dictionary has for it.
func (w *Writer) postings(p Postings) uint64 {
	if len(p.Documents) == 1 && p.Frequencies[0] == 1 && p.Documents[0] < 1<<31 {
		return oneHit | uint64(p.Documents[0])
	}
	chunks := w.offset()
	w.chunks(p)
	at := w.offset()
	w.buffer = binary.AppendUvarint(w.buffer, chunks)
	w.buffer = append(w.buffer, 0)
	w.scratch = appendBitmap(w.scratch[:0], p.Documents)
	w.buffer = binary.AppendUvarint(w.buffer, uint64(len(w.scratch)))
	w.buffer = append(w.buffer, w.scratch...)
	return at
}

// chunks writes the frequencies, so many documents a chunk that a posting is found after a thousand at most.
func (w *Writer) chunks(p Postings) {
	size := w.documents / uint32(len(p.Documents)/1024+1)
	frequencies, ends := w.scratch[:0], make([]int, 0, 8)
	for i, document := range p.Documents {
		for uint32(len(ends)) < document/size {
			ends = append(ends, len(frequencies))
		}
		frequencies = binary.AppendUvarint(frequencies, uint64(p.Frequencies[i])<<1)
		frequencies = append(frequencies, fieldLength)
	}
	for uint32(len(ends)) < (w.documents-1)/size+1 {
		ends = append(ends, len(frequencies))
	}
	w.buffer = binary.AppendUvarint(w.buffer, uint64(len(ends)))
	for _, end := range ends {
		w.buffer = binary.AppendUvarint(w.buffer, uint64(end))
	}
	w.buffer = append(w.buffer, frequencies...)
	w.scratch = frequencies
}

// sortedIdentities gives identities as terms.
func sortedIdentities(identities []string) Terms {
	return func(visit func(term []byte, p Postings) error) error {
		order := make([]uint32, len(identities))
		for i := range order {
			order[i] = uint32(i)
		}
		slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(identities[a], identities[b]) })
		p := Postings{Documents: make([]uint32, 1), Frequencies: []uint32{1}}
		for _, document := range order {
			p.Documents[0] = document
			if err := visit([]byte(identities[document]), p); err != nil {
				return err
			}
		}
		return nil
	}
}

// The standard form of roaring bitmaps without runs (RoaringFormatSpec): cookie, number of containers, key and count of each, offset of
// each, contents.
const (
	cookieNoRuns   = 12346
	arrayMost      = 4096 // documents that a container has as an array
	containerBytes = 8192 // of one that is not an array
)

// appendBitmap appends a bitmap of documents, ascending.
func appendBitmap(to []byte, documents []uint32) []byte {
	start := len(to)
	containers := 0
	to = binary.LittleEndian.AppendUint32(to, cookieNoRuns)
	to = binary.LittleEndian.AppendUint32(to, 0)
	for rest := documents; len(rest) > 0; containers++ {
		n := sharedContainer(rest)
		to = binary.LittleEndian.AppendUint16(to, uint16(rest[0]>>16))
		to = binary.LittleEndian.AppendUint16(to, uint16(n-1))
		rest = rest[n:]
	}
	binary.LittleEndian.PutUint32(to[start+4:], uint32(containers))
	at := len(to) - start + 4*containers
	for rest := documents; len(rest) > 0; {
		n := sharedContainer(rest)
		to = binary.LittleEndian.AppendUint32(to, uint32(at))
		at += min(2*n, containerBytes)
		rest = rest[n:]
	}
	for rest := documents; len(rest) > 0; {
		n := sharedContainer(rest)
		to = appendContainer(to, rest[:n])
		rest = rest[n:]
	}
	return to
}

// sharedContainer is how many of the documents are in the container of the first.
func sharedContainer(documents []uint32) int {
	if first := documents[0] >> 16; documents[len(documents)-1]>>16 != first {
		n, _ := slices.BinarySearch(documents, (first+1)<<16)
		return n
	}
	return len(documents)
}

func appendContainer(to []byte, documents []uint32) []byte {
	if len(documents) <= arrayMost {
		for _, document := range documents {
			to = binary.LittleEndian.AppendUint16(to, uint16(document))
		}
		return to
	}
	at := len(to)
	to = slices.Grow(to, containerBytes)[:at+containerBytes]
	container := to[at:]
	clear(container)
	for _, document := range documents {
		container[document>>3&(containerBytes-1)] |= 1 << (document & 7)
	}
	return to
}
