package embedded

import (
	"encoding/binary"
	"math"
)

// Fields of a document in Bleve. docs/index-format.md describes what stands in each.
const (
	TitleWords = "title"       // word lane: frequencies, no positions
	BodyWords  = "body"        //
	TitleGrams = "title.grams" // gram lane: presence only; not in Bleve but beside it, see plugin.go
	BodyGrams  = "body.grams"  //

	// Not in Bleve either, but in lanes and columns:

	Source   = "source" // whole values
	Site     = "site"
	Category = "category"
	Tag      = "tag"
	Author   = "author"
	Lang     = "lang"
	Story    = "story" // 8 bytes, see index/story

	identity = "_id" // of a document, in Bleve: 8 bytes, the sequence number
)

// Numbers of the word fields, in the order of their names as zap wants them.
const (
	bodyWords = iota
	titleWords
	wordFieldCount
)

var wordFields = [wordFieldCount]string{BodyWords, TitleWords}

// valueCount is the number of valueFields.
const valueCount = 6

// valueFields are the fields that Columns.Values holds.
var valueFields = [valueCount]string{Source, Site, Category, Tag, Author, Lang}

// Undated is the time of an article without one in Columns.Published. It sorts before every other.
const Undated = math.MinInt64

// encodeSeq gives the identity of a document: its sequence number in the store.
func encodeSeq(seq uint64) string { return string(binary.BigEndian.AppendUint64(nil, seq)) }
