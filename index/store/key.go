package store

import (
	"encoding/binary"

	"xunbao/internal/news"
)

// The keys. Numbers are 8 bytes, big-endian, so that the order of keys is the order of events.
//
//	'a' seq         ─► record   an article that is live (record.go)
//	'i' article ID  ─► seq      which record is that article's
//	'c' seq         ─► change   what that event did (change.go); trimmed once every index has it
//	'm' "state"     ─► state    format version and counters (state.go)
//	'm' "table" n c ─► table    n-th table that shortens records, from 1, in two copies c = 0, 1 (table.go)
//
// Replacing article X of record 4 by event 9, in one batch:
//
//	delete a4    set a9    set iX = 9    set c9 = {replaced, removed 4, X}    set state = {last 9, …}
const (
	articlePrefix = 'a'
	idPrefix      = 'i'
	changePrefix  = 'c'
	metaPrefix    = 'm'
)

var stateKey = []byte{metaPrefix, 's', 't', 'a', 't', 'e'}

func tableKey(number, duplicate int) []byte {
	return []byte{metaPrefix, 't', 'a', 'b', 'l', 'e', byte(number), byte(duplicate)}
}

func articleKey(seq uint64) []byte { return appendSeqKey(nil, articlePrefix, seq) }
func changeKey(seq uint64) []byte  { return appendSeqKey(nil, changePrefix, seq) }

// idKey is the prefix and the ID, which is the last part and so needs no length.
func idKey(id news.ID) []byte { return append([]byte{idPrefix}, id...) }

func appendSeqKey(dst []byte, prefix byte, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, prefix), seq)
}

// bounds is the half-open range of all keys with this prefix.
func bounds(prefix byte) (lower, upper []byte) { return []byte{prefix}, []byte{prefix + 1} }

// keySeq is the sequence number in an article or change key; false when the key has another length.
func keySeq(key []byte) (uint64, bool) { return seqValue(key[1:]) }

func seqValue(value []byte) (uint64, bool) {
	if len(value) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(value), true
}
