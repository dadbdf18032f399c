package ui

import "xunbao/web/ui/diff"

// kindName is the class of a paragraph or run that differs.
func kindName(k diff.Kind) string {
	return [...]string{diff.Same: "same", diff.Added: "added", diff.Gone: "gone", diff.Changed: "changed"}[k]
}
