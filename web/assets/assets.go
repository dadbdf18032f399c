// Package assets holds what the pages are made of, embedded: templates, style sheets and the icon, one folder per page and
// "layout" for what all share. It gives style sheets and icons names that carry a hash of their content. It does not parse
// templates and serves nothing itself (web/ui does both).
package assets

import (
	"embed"
	"io/fs"
)

//go:embed layout script search trends article compare status help searches components error
var files embed.FS

// Files returns the embedded folders.
func Files() fs.FS { return files }
