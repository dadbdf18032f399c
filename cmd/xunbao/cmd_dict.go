package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"xunbao/search/lexicon"
)

func (p *program) dictCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dict",
		Short: "Show and change the words and synonyms of your own",
		Long: "Show and change the words that stay whole when a query is cut, and the groups of synonyms of which one finds the others. They are in\n" +
			"force at once, on all articles; nothing is indexed again.\n\n" + exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		RunE: func(*cobra.Command, []string) error {
			return &usageError{fmt.Errorf("say what to do: list, add, remove, synonyms list, synonyms set")}
		},
	}
	synonyms := &cobra.Command{
		Use:   "synonyms",
		Short: "Show and replace the groups of synonyms",
		RunE: func(*cobra.Command, []string) error {
			return &usageError{fmt.Errorf("say what to do: list, set")}
		},
	}
	synonyms.AddCommand(p.listCommand("List the groups of synonyms, one a line", "/api/v1/synonyms", func(l ownLexicon) string { return lexicon.FormatGroups(l.Synonyms) }),
		p.setSynonymsCommand())
	cmd.AddCommand(p.listCommand("List the words, one a line", "/api/v1/dictionary", func(l ownLexicon) string { return lexicon.FormatWords(l.Words) }),
		p.addWordsCommand(), p.removeWordsCommand(), synonyms)
	return cmd
}

// listCommand prints what is in force in the form of a file.
func (p *program) listCommand(short, path string, format func(ownLexicon) string) *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: short, Args: cobra.NoArgs}
	asJSON := jsonFlag(cmd, "print the answer of the JSON API")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		answer, err := p.ask(cmd, path, nil)
		if err != nil {
			return err
		}
		if !*asJSON {
			l, err := readOwnLexicon(answer)
			if err != nil {
				return err
			}
			answer = []byte(harmlessLines(format(l)))
		}
		_, err = p.stdout.Write(answer)
		return err
	}
	return cmd
}

func (p *program) addWordsCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "add WORD ...", Short: "Add words", Args: cobra.MinimumNArgs(1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			return p.changeWords(ctx, f, func(words []string) []string { return append(words, args...) })
		})
	}
	return cmd
}

func (p *program) removeWordsCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "remove WORD ...", Short: "Remove words", Args: cobra.MinimumNArgs(1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			return p.changeWords(ctx, f, func(words []string) []string {
				for _, word := range args {
					if !slices.Contains(words, word) {
						fmt.Fprintf(p.stderr, "no such word: %s\n", harmless(word))
					}
				}
				return slices.DeleteFunc(words, func(word string) bool { return slices.Contains(args, word) })
			})
		})
	}
	return cmd
}

// changeWords replaces the words by what change makes of them and tells how many there are.
func (p *program) changeWords(ctx context.Context, f *folder, change func([]string) []string) error {
	before, err := f.words(ctx)
	if err != nil {
		return err
	}
	had := len(before.Words)
	after, err := f.setWords(ctx, change(before.Words))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s, %+d; version %s\n", plural(len(after.Words), "word"), len(after.Words)-had, after.Version)
	return err
}

func (p *program) setSynonymsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "set FILE",
		Short: "Replace the groups of synonyms by those of a file",
		Long:  "Replace the groups of synonyms by those of a file: a group a line, commas between its members; # begins a comment; - is standard input.",
		Args:  cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		content, err := p.readFile(args[0])
		if err != nil {
			return err
		}
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			after, err := f.setSynonyms(ctx, lexicon.ParseGroups(string(content)))
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.stdout, "%s of synonyms; version %s\n", plural(len(after.Synonyms), "group"), after.Version)
			return err
		})
	}
	return cmd
}

// readFile reads a file, or standard input for "-".
func (p *program) readFile(name string) ([]byte, error) {
	if name == "-" {
		content, err := io.ReadAll(p.stdin)
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		return content, nil
	}
	return os.ReadFile(name)
}
