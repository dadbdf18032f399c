// Package lanes keeps the gram lane of one index segment: which documents have which short run of characters. A lane is made from
// documents in memory or merged from other lanes, written as one section of a file, and read in place from the mapped file. It knows
// nothing of Bleve, of articles or of how text is cut.
package lanes

// MaxGram is the most characters that a gram has.
const MaxGram = 3

// bitsPerCharacter holds a code point plus one.
const bitsPerCharacter = 21

// Key packs a gram of one to MaxGram characters into a number, each gram into its own; ok is false for other texts. Grams that begin
// alike have keys that stand close, which keeps the differences between neighbours short.
func Key(gram string) (key uint64, ok bool) {
	characters := 0
	for _, r := range gram {
		if characters++; characters > MaxGram {
			return 0, false
		}
		key = key<<bitsPerCharacter | uint64(r+1)
	}
	return key, characters > 0
}

// KeyOf is Key of a gram's characters, of which there must be MaxGram at most.
func KeyOf(characters []rune) (key uint64) {
	for _, r := range characters {
		key = key<<bitsPerCharacter | uint64(r+1)
	}
	return key
}
