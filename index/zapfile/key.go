package zapfile

import (
	"cmp"
	"encoding/binary"
	"strings"
)

// key is a term in two numbers that are ordered as terms are: its bytes, the first the highest, then zeros, and in the lowest byte its
// length. Terms of more than keyBytes bytes, which are few, are kept elsewhere: their keys are elsewhere and a number.
type key struct{ high, low uint64 }

const (
	keyBytes  = 15         // five Chinese characters
	elsewhere = ^uint64(0) // no text in UTF-8 begins so
)

// keyOf returns the key of a word; of a long one, that of its beginning with a length of one more.
func keyOf[T string | []byte](word T) key {
	n := len(word)
	if n <= 8 {
		return key{leading(word), uint64(n)}
	}
	return key{leading(word[:8]), leading(word[8:min(n, keyBytes)]) | uint64(min(n, keyBytes+1))}
}

// leading returns at most eight bytes as the highest of a number.
func leading[T string | []byte](bytes T) uint64 {
	n := uint64(0)
	for i := range len(bytes) {
		n = n<<8 | uint64(bytes[i])
	}
	return n << (64 - 8*len(bytes))
}

// appendTo appends the term.
func (k key) appendTo(to []byte) []byte {
	length := len(to) + int(k.low&0xff)
	to = binary.BigEndian.AppendUint64(to, k.high)
	return binary.BigEndian.AppendUint64(to, k.low)[:length]
}

// longTerms numbers the terms that do not fit a key.
type longTerms struct {
	numbers map[string]uint64
	terms   []string
}

func (l *longTerms) key(word string) key {
	number, ok := l.numbers[word]
	if !ok {
		if l.numbers == nil {
			l.numbers = make(map[string]uint64)
		}
		number, word = uint64(len(l.terms)), strings.Clone(word)
		l.numbers[word] = number
		l.terms = append(l.terms, word)
	}
	return key{elsewhere, number}
}

func (l *longTerms) reset() {
	clear(l.numbers)
	clear(l.terms)
	l.terms = l.terms[:0]
}

// ordered is a term to be sorted.
type ordered struct {
	key           // as keyOf gives it
	number uint32 // the term's
	long   string // the whole term if it is kept elsewhere
}

func (o ordered) appendTo(to []byte) []byte {
	if o.long != "" {
		return append(to, o.long...)
	}
	return o.key.appendTo(to)
}

// compare orders terms by their bytes.
func (o ordered) compare(other ordered) int {
	if o.high != other.high {
		return cmp.Compare(o.high, other.high)
	}
	if o.low != other.low {
		return cmp.Compare(o.low, other.low)
	}
	return strings.Compare(o.long, other.long)
}
