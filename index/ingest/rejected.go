package ingest

import (
	"bytes"
	"encoding/json"

	"xunbao/index"
	"xunbao/internal/news"
)

// rejectedLine is one line of a report of rejected records. A report is a source itself: what stands under record, put right by hand, is
// read as if it stood alone.
type rejectedLine struct {
	Origin string          `json:"origin"`
	Error  string          `json:"error"`
	Record json.RawMessage `json:"record,omitempty"`
}

// EncodeRejected writes a rejected record as one line of a report, without a line end. A record that is no JSON object becomes a string;
// invalid UTF-8 in it becomes U+FFFD.
func EncodeRejected(e *index.RecordError) ([]byte, error) {
	line := rejectedLine{Origin: e.Origin, Error: e.Err.Error()}
	if text := bytes.TrimSpace(e.Record); len(text) > 0 {
		if line.Record = text; text[0] != '{' || !json.Valid(text) {
			quoted, err := json.Marshal(string(text))
			if err != nil {
				return nil, err
			}
			line.Record = quoted
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// fedBack is the record in a line of a report, and any other text as it is.
func fedBack(text []byte) []byte {
	if !bytes.HasPrefix(text, []byte(`{"origin":"`)) {
		return text
	}
	var line rejectedLine
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if d.Decode(&line) != nil || line.Error == "" || line.Record == nil {
		return text
	}
	if s, ok := stringOf(line.Record); ok {
		return []byte(s)
	}
	return line.Record
}

// rejection is an article that the writer did not take, with its record.
func rejection(a news.Article, origin string, err error) *index.RecordError {
	e := &index.RecordError{Origin: origin, Err: err}
	if record, failed := EncodeArticle(a, ""); failed == nil {
		e.Record = record
	}
	return e
}
