package ingest

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"xunbao/internal/news"
)

// Names says which of our fields a column or key of a source is, where its own name does not tell: {"biaoti": "title"}.
type Names map[string]string

// ParseNames reads pairs "column=field". An unknown field is an error.
func ParseNames(pairs []string) (Names, error) {
	names := Names{}
	for _, pair := range pairs {
		at := strings.LastIndexByte(pair, '=')
		if at <= 0 || !slices.Contains(ownKeys, pair[at+1:]) {
			return nil, fmt.Errorf("read the mapping %q: want column=field, the field one of %s", pair, strings.Join(ownKeys, ", "))
		}
		names[pair[:at]] = pair[at+1:]
	}
	return names, nil
}

// renaming decodes the JSON records of next with the fields renamed.
func (n Names) renaming(next func() (value, error)) func() (value, error) {
	decode := func(text []byte) (news.Article, error) {
		fields, err := readObject(fedBack(text))
		if err != nil {
			return news.Article{}, err
		}
		return articleOf(n.renamed(fields))
	}
	return func() (value, error) {
		v, err := next()
		if err != io.EOF {
			v.decode = decode
		}
		return v, err
	}
}

// renamed gives every mapped key its field's name. What had that name before is kept under it only when nothing takes its place.
func (n Names) renamed(fields map[string]json.RawMessage) map[string]json.RawMessage {
	out := make(map[string]json.RawMessage, len(fields))
	for key, value := range fields {
		if _, mapped := n[key]; !mapped {
			out[key] = value
		}
	}
	for key, field := range n {
		if value, ok := fields[key]; ok {
			out[field] = value
		}
	}
	return out
}

// fieldOf is the field that a column's name means, "" when it is nobody's. Case, blanks and punctuation do not count.
func (n Names) fieldOf(column string) string {
	if field, ok := n[column]; ok {
		return field
	}
	plain := plainName(column)
	for _, field := range ownKeys {
		if plain == field || slices.ContainsFunc(spellings[field], func(s string) bool { return plainName(s) == plain }) {
			return field
		}
	}
	return ""
}

func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("_- .·　", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}
