package embedded

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"math"

	"xunbao/search"
)

// A cursor is the place of the last hit in the order and a sum of the request it belongs to, 48 bytes: sum, day that recency counts
// from, place, score, published, seq. place counts from 1 in the head of a rescored list and is 0 elsewhere, where score, published and seq tell what comes after.
const cursorBytes = 48

func encodeCursor(sum uint64, today int64, place int, last entry) string {
	out := binary.BigEndian.AppendUint64(nil, sum)
	out = binary.BigEndian.AppendUint64(out, uint64(today))
	out = binary.BigEndian.AppendUint64(out, uint64(place))
	out = binary.BigEndian.AppendUint64(out, math.Float64bits(last.score))
	out = binary.BigEndian.AppendUint64(out, uint64(last.published))
	out = binary.BigEndian.AppendUint64(out, last.seq)
	return base64.RawURLEncoding.EncodeToString(out)
}

// start is where a page begins.
type start struct {
	after *entry // the entry after which to go on; nil: skip as many
	skip  int
	today int64 // 0 without a cursor
}

// decodeCursor reads where the page of a request begins.
func decodeCursor(req search.Request) (start, error) {
	if req.Cursor == "" {
		return start{skip: (req.Page - 1) * req.Size}, nil
	}
	in, err := base64.RawURLEncoding.DecodeString(req.Cursor)
	if err != nil || len(in) != cursorBytes || binary.BigEndian.Uint64(in[16:]) > rescored {
		return start{}, &search.ParameterError{Field: "cursor", Message: "is not a cursor of an answer"}
	}
	if binary.BigEndian.Uint64(in) != requestSum(req) {
		return start{}, &search.ParameterError{Field: "cursor", Message: "belongs to another search: send the same parameters as before"}
	}
	from := start{today: int64(binary.BigEndian.Uint64(in[8:]))}
	if place := binary.BigEndian.Uint64(in[16:]); place > 0 {
		from.skip = int(place)
		return from, nil
	}
	from.after = &entry{
		score:     math.Float64frombits(binary.BigEndian.Uint64(in[24:])),
		published: int64(binary.BigEndian.Uint64(in[32:])),
		seq:       binary.BigEndian.Uint64(in[40:]),
	}
	return from, nil
}

// requestSum is a sum over what decides which hits there are and their order.
func requestSum(req search.Request) uint64 {
	req.Cursor, req.Page, req.Size, req.Facets, req.Interval, req.Explain = "", 1, search.DefaultSize, nil, search.Auto, false
	h := fnv.New64a()
	h.Write([]byte(req.Values().Encode()))
	h.Write([]byte(req.Sort))
	return h.Sum64()
}
