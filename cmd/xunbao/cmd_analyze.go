package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"

	"github.com/spf13/cobra"
)

// analysis is the API's answer to analyze.
type analysis struct {
	Folded string     `json:"folded"`
	Words  []laneTerm `json:"words"`
	Grams  []laneTerm `json:"grams"`
}

// laneTerm is one term of a lane; Start and End are code points of the original, half-open.
type laneTerm struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

func (p *program) analyzeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "analyze TEXT",
		Short: "Show how a text is folded and cut into words and grams",
		Long: "Show how a text is folded (traditional to simplified, full width to half, capitals to small) and cut into words and grams,\n" +
			"with the place of each in the original, counted in characters.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Args: cobra.MinimumNArgs(1),
	}
	asJSON := jsonFlag(cmd, "print the answer of the JSON API")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		answer, err := p.ask(cmd, "/api/v1/analyze", url.Values{"text": {queryOf(args)}})
		if err != nil {
			return err
		}
		if *asJSON {
			_, err = p.stdout.Write(answer)
			return err
		}
		return printAnalysis(p.stdout, answer)
	}
	return cmd
}

// printAnalysis writes the folded text and a line for each term: "0-2 港口".
func printAnalysis(w io.Writer, answer []byte) error {
	var a analysis
	if err := json.Unmarshal(answer, &a); err != nil {
		return fmt.Errorf("read the analysis: %w", err)
	}
	fmt.Fprintf(w, "folded: %s\n", harmless(a.Folded))
	for _, lane := range []struct {
		name  string
		terms []laneTerm
	}{{"words", a.Words}, {"grams", a.Grams}} {
		fmt.Fprintf(w, "%s:\n", lane.name)
		for _, t := range lane.terms {
			if _, err := fmt.Fprintf(w, "  %d-%d %s\n", t.Start, t.End, harmless(t.Text)); err != nil {
				return err
			}
		}
	}
	return nil
}
