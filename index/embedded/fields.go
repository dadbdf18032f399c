package embedded

import (
	"encoding/binary"
	"math"

	"xunbao/internal/news"
)

// Fields of a document in Bleve. docs/index-format.md describes what stands in each.
const (
	TitleWords = "title"       // word lane: frequencies, no positions
	BodyWords  = "body"        //
	TitleGrams = "title.grams" // gram lane: presence only; not in Bleve but beside it, see plugin.go
	BodyGrams  = "body.grams"  //

	Source    = "source" // whole values, presence only
	Site      = "site"
	Category  = "category"
	Tag       = "tag"
	Author    = "author"
	Lang      = "lang"
	Story     = "story"     // 8 bytes, see index/story
	published = "published" // 8 bytes, see encodeTime
	identity  = "_id"       // 8 bytes, the sequence number

	titleLength = "title.length" // 4 bytes, terms of the word lane
	bodyLength  = "body.length"
)

// valueFields are the fields that Columns.Values holds.
var valueFields = []string{Source, Site, Category, Tag, Author, Lang}

// Undated is the time of an article without one in Columns.Published. It sorts before every other.
const Undated = math.MinInt64

// encodeTime gives 8 bytes that sort like the seconds since 1970 that they stand for.
func encodeTime(i news.Instant) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(i.Time.Unix())^(1<<63))
}

func decodeTime(term string) int64 { return int64(binary.BigEndian.Uint64([]byte(term)) ^ (1 << 63)) }

// encodeSeq gives the identity of a document: its sequence number in the store.
func encodeSeq(seq uint64) string { return string(binary.BigEndian.AppendUint64(nil, seq)) }

func encodeLength(terms int) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(terms)))
}

func decodeSeq(term string) uint64 { return binary.BigEndian.Uint64([]byte(term)) }
