package extract

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestDev(t *testing.T) {
	fs := filepath.SplitList(os.Getenv("DEVFILES"))
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		r := Text(Page{Name: filepath.Base(f), Text: string(b)})
		enc.Encode(struct {
			Kind, Reason string `json:",omitempty"`
			F            string
			A            any
		}{r.Kind, r.Reason, filepath.Base(f), r.Article})
		fmt.Println()
	}
}
