package lanes

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"

	"xunbao/index"
)

// A list holds the documents of a key, ascending. How it is written follows from its count and the number of documents alone, so that
// neither form nor size is stored: as a bit a document where that is the smaller, else by Elias-Fano (Elias 1974, Fano 1971): the low
// bits of each document packed, then the high bits as a run of zeros for each step and a one for each document. Elias-Fano takes about
// two bits a document more than the logarithm of the mean gap.

// slack is how many bytes must be readable after a list: bits are read eight bytes at a time.
const slack = 8

// shape is how a list of count documents out of so many is written.
type shape struct {
	count, documents int
	low              int // low bits of each document; -1 for a bit a document
}

func shapeOf(count, documents int) shape {
	s := shape{count: count, documents: documents, low: max(0, bits.Len(uint(documents/count))-1)}
	if documents <= count*s.low+s.high() {
		s.low = -1
	}
	return s
}

// high is the number of bits of the high part.
func (s shape) high() int { return s.count + s.documents>>s.low + 1 }

// lowBytes and size are in bytes.
func (s shape) lowBytes() int { return (s.count*s.low + 7) / 8 }
func (s shape) size() int {
	if s.low < 0 {
		return (s.documents + 7) / 8
	}
	return s.lowBytes() + (s.high()+7)/8
}

// appendList appends the documents, ascending and below so many.
func appendList(to []byte, docs []uint32, documents int) []byte {
	s := shapeOf(len(docs), documents)
	start := len(to)
	to = slices.Grow(to, s.size())[:start+s.size()]
	out := to[start:]
	clear(out)
	if s.low < 0 {
		for _, doc := range docs {
			out[doc>>3] |= 1 << (doc & 7)
		}
		return to
	}
	var pending uint64 // low bits that do not fill a byte yet
	held, at := 0, 0
	high := out[s.lowBytes():]
	for i, doc := range docs {
		pending |= uint64(doc&(1<<s.low-1)) << held
		for held += s.low; held >= 8; held -= 8 {
			out[at] = byte(pending)
			pending >>= 8
			at++
		}
		bit := int(doc>>s.low) + i
		high[bit>>3] |= 1 << (bit & 7)
	}
	if held > 0 {
		out[at] = byte(pending)
	}
	return to
}

// appendDocs appends the documents of a list of this shape that data begins with; slack bytes follow it. The error wraps
// index.ErrDamaged.
func (s shape) appendDocs(to []uint32, data []byte) ([]uint32, error) {
	start := len(to)
	if s.low < 0 {
		for at := 0; at < s.documents; at += 64 {
			for word := s.word(data, at, s.documents); word != 0; word &= word - 1 {
				to = append(to, uint32(at+bits.TrailingZeros64(word)))
			}
		}
	} else {
		to = s.appendEliasFano(to, data)
	}
	if len(to)-start != s.count {
		return to[:start], fmt.Errorf("%w: a list of %d documents has %d", index.ErrDamaged, s.count, len(to)-start)
	}
	for i := start + 1; i < len(to); i++ {
		if to[i] <= to[i-1] {
			return to[:start], fmt.Errorf("%w: a list of documents is out of order", index.ErrDamaged)
		}
	}
	if last := to[len(to)-1]; int(last) >= s.documents {
		return to[:start], fmt.Errorf("%w: document %d of %d in a list", index.ErrDamaged, last, s.documents)
	}
	return to, nil
}

func (s shape) appendEliasFano(to []uint32, data []byte) []uint32 {
	high, mask := data[s.lowBytes():], uint64(1)<<s.low-1
	n := 0
	for at := 0; at < s.high(); at += 64 {
		for word := s.word(high, at, s.high()); word != 0; word &= word - 1 {
			if n == s.count {
				return append(to, 0) // one too many: the count tells
			}
			low := binary.LittleEndian.Uint64(data[n*s.low>>3:]) >> (n * s.low & 7) & mask
			to = append(to, uint32((at+bits.TrailingZeros64(word)-n)<<s.low)|uint32(low))
			n++
		}
	}
	return to
}

// word returns 64 bits of data from bit at, which is a multiple of 64; what stands from bit end on is left out.
func (s shape) word(data []byte, at, end int) uint64 {
	word := binary.LittleEndian.Uint64(data[at>>3:])
	if rest := end - at; rest < 64 {
		word &= 1<<rest - 1
	}
	return word
}
