// Package highlight turns a text and the places that matched into what a result list shows: a few fragments, each with its
// marks. It makes no HTML and finds no matches itself.
package highlight

// Span is a half-open range of code points: [Start, End).
type Span struct{ Start, End int }

// Fragment is a piece of a text. Text stands in the original at code point Start, byte for byte; Marks are code points into Text,
// ascending, not overlapping and not touching.
type Fragment struct {
	Text  string
	Start int
	Marks []Span
}
