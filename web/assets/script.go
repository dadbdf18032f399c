package assets

import (
	"fmt"
	"io/fs"
)

// Script is the name of the one script, which is the files of the folder script in the order of their names: each declares functions, and
// start.js calls them. A request of its own would cost a reader more than the bytes of a file.
const Script = "script/page.js"

// addScript joins the scripts of tree; one without any has no script.
func (s *Set) addScript(tree fs.FS) error {
	names, err := fs.Glob(tree, "script/*.js")
	if err != nil {
		return fmt.Errorf("find scripts: %w", err)
	}
	var all []byte
	for _, name := range names {
		content, err := fs.ReadFile(tree, name)
		if err != nil {
			return fmt.Errorf("read scripts: %w", err)
		}
		all = append(all, content...)
	}
	if len(all) == 0 {
		return nil
	}
	return s.add(Script, all)
}
