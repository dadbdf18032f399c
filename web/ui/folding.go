package ui

import (
	"context"
	"log/slog"
	"slices"
	"unicode"
)

// maxFolded is how many different characters two texts may have for their scripts to be compared as one.
const maxFolded = 8000

// folding makes traditional and simplified characters the same, and quotation marks of both scripts, so that a reprint in the other script does
// not differ everywhere. Where the back end cannot tell how characters fold, only the quotation marks are.
func (d Deps) folding(ctx context.Context, texts ...string) func(rune) rune {
	seen := map[rune]bool{}
	for _, text := range texts {
		for _, r := range text {
			if unicode.Is(unicode.Han, r) {
				seen[r] = true
			}
		}
	}
	if len(seen) == 0 || len(seen) > maxFolded {
		return quotes
	}
	all := make([]rune, 0, len(seen))
	for r := range seen {
		all = append(all, r)
	}
	slices.Sort(all)
	analysis, err := d.Backend.Analyze(ctx, string(all))
	if err != nil {
		d.Log.DebugContext(ctx, "characters not folded", slog.Any("error", err))
		return quotes
	}
	folded := []rune(analysis.Folded)
	if len(folded) != len(all) { // a character that folds to none, or to several
		return quotes
	}
	table := make(map[rune]rune, len(all))
	for i, r := range all {
		table[r] = folded[i]
	}
	return func(r rune) rune {
		if f, ok := table[r]; ok {
			return f
		}
		return quotes(r)
	}
}

// quotes makes one of the two pairs of quotation marks that a script has.
func quotes(r rune) rune {
	switch r {
	case '「':
		return '“'
	case '」':
		return '”'
	case '『':
		return '‘'
	case '』':
		return '’'
	default:
		return r
	}
}
