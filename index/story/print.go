package story

import (
	"encoding/binary"
	"math/bits"
)

// Shape of a Print. Two texts that have 0.67 of their shingles in common share a band with a probability of 0.88, with 0.8 it is 0.99, with
// a fifth 0.05.
const (
	rows     = 56
	bands    = 6
	bandRows = 3
)

// PrintSize is the length of a Print in bytes.
const PrintSize = rows

// Print is the small part of a text that finds its reprints: one byte of the least hash of each of as many groups of shingles (one-permutation
// minhash). The zero value is the print of a text without letters, which is no reprint of anything.
type Print [rows]uint8

// PrintOf makes the print of an article from its texts after zh.Fold.
func PrintOf(foldedTitle, foldedBody string) Print {
	m := newMinima()
	m.add(foldedBody)
	if m.letters < minLetters {
		m.add(foldedTitle)
	}
	return m.print()
}

// Bands are the keys under which a print is found: prints of reprints have one in common. None for a text without letters.
func (p *Print) Bands() []uint64 {
	if *p == (Print{}) {
		return nil
	}
	keys := make([]uint64, bands)
	for b := range keys {
		r := p[b*bandRows:]
		keys[b] = uint64(b)<<24 | uint64(r[0])<<16 | uint64(r[1])<<8 | uint64(r[2])
	}
	return keys
}

// common is how many rows two prints have in common.
func (p *Print) common(q *Print) int {
	different := 0
	for at := 0; at < rows; at += 8 {
		x := binary.LittleEndian.Uint64(p[at:]) ^ binary.LittleEndian.Uint64(q[at:])
		different += bits.OnesCount64((x&low + low | x) & ^low) // the high bit of every byte that is not 0
	}
	return rows - different
}

const low uint64 = 0x7f7f7f7f7f7f7f7f
