package suggest

import (
	"unicode/utf8"
)

// edit is how a text differs from what was typed by one slip.
type edit uint8

const (
	editNone  edit = iota // not one slip away
	editOther             // another character stands in one place
	editMore              // the text has a character more: one was left out
	editLess              // the text has a character less: one is too many
	editTwice             // the same, and the one too many stood beside its like
	editSwap              // two neighbours changed places
)

// maxNear is how many entries are compared with what was typed.
const maxNear = 40_000

// near calls visit with every entry of at most maxSpoken code points that is one slip away from typed, titles left out.
func (x *Index) near(typed []rune, visit func(entry int, kind edit)) {
	if len(typed) < 2 || len(typed) > maxSpoken {
		return
	}
	left := maxNear
	look := func(i int, early bool) {
		left--
		runes := int(x.runes[i])
		if x.kinds[i] == Title || runes > maxSpoken || runes > len(typed)+1 || runes < len(typed)-1 {
			return
		}
		kind, place := slip(typed, x.folded.at(i))
		if kind != editNone && kind != editSwap && (place < len(typed)/2) == early {
			visit(i, kind)
		}
	}
	half := len(typed) / 2
	from, to := x.prefix(string(typed[:half]))
	for i := from; i < to && left > 0; i++ {
		look(i, false)
	}
	for _, i := range x.suffix(string(typed[half:])) {
		if left == 0 {
			break
		}
		look(int(i), true)
	}
	x.swapped(typed, visit)
}

// swapped visits the entries that two neighbours changing places makes of typed.
func (x *Index) swapped(typed []rune, visit func(entry int, kind edit)) {
	swap := append([]rune(nil), typed...)
	for i := range len(swap) - 1 {
		if swap[i] == swap[i+1] {
			continue
		}
		swap[i], swap[i+1] = swap[i+1], swap[i]
		if at := x.find(string(swap)); at >= 0 && x.kinds[at] != Title {
			visit(at, editSwap)
		}
		swap[i], swap[i+1] = swap[i+1], swap[i]
	}
}

// slip tells by which one slip the text of at most maxSpoken code points differs from typed, and from which code point on.
func slip(typed []rune, text string) (edit, int) {
	var space [maxSpoken + 1]rune
	other := space[:0]
	for len(text) > 0 && len(other) < len(space) {
		r, size := utf8.DecodeRuneInString(text)
		other, text = append(other, r), text[size:]
	}
	at := 0
	for at < len(typed) && at < len(other) && typed[at] == other[at] {
		at++
	}
	end := 0
	for end < len(typed)-at && end < len(other)-at && typed[len(typed)-1-end] == other[len(other)-1-end] {
		end++
	}
	switch before, after := len(typed)-at-end, len(other)-at-end; {
	case before == 1 && after == 1:
		return editOther, at
	case before == 0 && after == 1:
		return editMore, at
	case before == 1 && after == 0:
		if at > 0 && typed[at-1] == typed[at] {
			return editTwice, at
		}
		return editLess, at
	case before == 2 && after == 2 && typed[at] == other[at+1] && typed[at+1] == other[at]:
		return editSwap, at
	default:
		return editNone, 0
	}
}
