package lexicon

import (
	"fmt"
	"io/fs"

	"xunbao/data"
)

// Builtin returns the groups that the program comes with. It fails only in a build whose file breaks the rules for groups.
func Builtin(fold Fold) ([][]string, error) {
	content, err := fs.ReadFile(data.Dict(), data.SynonymsFile)
	if err != nil {
		return nil, fmt.Errorf("read the built-in synonyms: %w", err)
	}
	groups, err := cleanGroups(fold, ParseGroups(string(content)))
	if err != nil {
		return nil, fmt.Errorf("read the built-in synonyms: %w", err)
	}
	return groups, nil
}
