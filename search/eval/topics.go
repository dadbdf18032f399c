package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"xunbao/internal/news"
)

// Topics reads queries (a line: id, tab, query), judgements in TREC form (query, ignored, article, grade, separated by white space)
// and kinds (a line: id, tab, kind, tab, half), which may be nil. Queries without a judgement are left out. Errors name the line.
func Topics(queries, judgements, kinds io.Reader) ([]Topic, error) {
	grades, err := readGrades(judgements)
	if err != nil {
		return nil, fmt.Errorf("judgements: %w", err)
	}
	sorts, err := readKinds(kinds)
	if err != nil {
		return nil, fmt.Errorf("kinds: %w", err)
	}
	var topics []Topic
	err = eachLine(queries, func(line string) error {
		id, query, ok := strings.Cut(line, "\t")
		if !ok {
			return errors.New("want an id, a tab and a query")
		}
		if len(grades[id]) > 0 {
			topics = append(topics, Topic{ID: id, Query: query, Kind: sorts[id][0], Half: sorts[id][1], Grades: grades[id]})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("queries: %w", err)
	}
	return topics, nil
}

func readGrades(r io.Reader) (map[string]map[news.ID]int, error) {
	grades := make(map[string]map[news.ID]int)
	return grades, eachLine(r, func(line string) error {
		f := strings.Fields(line)
		if len(f) != 4 {
			return errors.New("want a query, 0, an article and a grade")
		}
		grade, err := strconv.Atoi(f[3])
		if err != nil {
			return fmt.Errorf("the grade %q is no number", f[3])
		}
		if grades[f[0]] == nil {
			grades[f[0]] = make(map[news.ID]int)
		}
		if grade > 0 {
			grades[f[0]][news.ID(f[2])] = grade
		}
		return nil
	})
}

// readKinds gives the kind and the half of each query.
func readKinds(r io.Reader) (map[string][2]string, error) {
	kinds := make(map[string][2]string)
	if r == nil {
		return kinds, nil
	}
	return kinds, eachLine(r, func(line string) error {
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return errors.New("want an id, a kind and a half, with tabs")
		}
		kinds[f[0]] = [2]string{f[1], f[2]}
		return nil
	})
}

func eachLine(r io.Reader, visit func(line string) error) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			if err := visit(line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	return lines.Err()
}
