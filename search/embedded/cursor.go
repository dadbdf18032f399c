package embedded

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"math"

	"xunbao/search"
)

// A cursor is the place of the last hit in the order and a sum of the request it belongs to, 32 bytes: sum, score, published, seq.
const cursorBytes = 32

func encodeCursor(req search.Request, last entry) string {
	out := binary.BigEndian.AppendUint64(nil, requestSum(req))
	out = binary.BigEndian.AppendUint64(out, math.Float64bits(last.score))
	out = binary.BigEndian.AppendUint64(out, uint64(last.published))
	out = binary.BigEndian.AppendUint64(out, last.seq)
	return base64.RawURLEncoding.EncodeToString(out)
}

// decodeCursor returns nil when the request has none.
func decodeCursor(req search.Request) (*entry, error) {
	if req.Cursor == "" {
		return nil, nil
	}
	in, err := base64.RawURLEncoding.DecodeString(req.Cursor)
	if err != nil || len(in) != cursorBytes {
		return nil, &search.ParameterError{Field: "cursor", Message: "is not a cursor of an answer"}
	}
	if binary.BigEndian.Uint64(in) != requestSum(req) {
		return nil, &search.ParameterError{Field: "cursor", Message: "belongs to another search: send the same parameters as before"}
	}
	return &entry{
		score:     math.Float64frombits(binary.BigEndian.Uint64(in[8:])),
		published: int64(binary.BigEndian.Uint64(in[16:])),
		seq:       binary.BigEndian.Uint64(in[24:]),
	}, nil
}

// requestSum is a sum over what decides which hits there are and their order.
func requestSum(req search.Request) uint64 {
	req.Cursor, req.Page, req.Size, req.Facets, req.Interval, req.Explain = "", 1, search.DefaultSize, nil, search.Auto, false
	h := fnv.New64a()
	h.Write([]byte(req.Values().Encode()))
	h.Write([]byte(req.Sort))
	return h.Sum64()
}
