package extract

import (
	"regexp/syntax"
	"slices"
	"unicode"
)

// maxAlternatives is how many strings stand for a part of a regular expression at most.
const maxAlternatives = 150

// needs are strings of which every match of an expression holds at least one, with case folded by folded. nil means that nothing is known.
type needs [][]rune

// known is what is known of a part of an expression: all the strings it matches, or strings of which each match holds one.
type known struct {
	all   needs // nil when they are too many
	holds needs
}

// knownOf finds what is known of a part. The search for what every match must hold is much cheaper than the expression itself.
func knownOf(re *syntax.Regexp) known {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return known{all: needs{nil}}
	case syntax.OpLiteral:
		literal := make([]rune, len(re.Rune))
		for i, r := range re.Rune {
			literal[i] = folded(r)
		}
		return known{all: needs{literal}}
	case syntax.OpCharClass:
		return known{all: classOf(re.Rune)}
	case syntax.OpCapture:
		return knownOf(re.Sub[0])
	case syntax.OpQuest:
		if all := knownOf(re.Sub[0]).all; all != nil {
			return known{all: merged(all, needs{nil})}
		}
	case syntax.OpPlus:
		return known{holds: knownOf(re.Sub[0]).best()}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return known{holds: knownOf(re.Sub[0]).best()}
		}
	case syntax.OpAlternate:
		return knownOfAny(re.Sub)
	case syntax.OpConcat:
		return knownOfRow(re.Sub)
	}
	return known{}
}

// classOf gives the characters of a class, pairs of first and last, when they are few.
func classOf(ranges []rune) needs {
	var all needs
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] > maxAlternatives {
			return nil
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			all = merged(all, needs{{folded(r)}})
		}
	}
	return all
}

// knownOfAny is what is known of an alternation: what one of its branches holds.
func knownOfAny(branches []*syntax.Regexp) known {
	k := known{all: needs{}, holds: needs{}}
	for _, branch := range branches {
		sub := knownOf(branch)
		if k.all != nil {
			if k.all = merged(k.all, sub.all); sub.all == nil || len(k.all) > maxAlternatives {
				k.all = nil
			}
		}
		if best := sub.best(); k.holds != nil {
			if k.holds = merged(k.holds, best); best == nil {
				k.holds = nil
			}
		}
	}
	return k
}

// knownOfRow is what is known of parts that follow one another. The strings of neighbours are joined as long as they are few.
func knownOfRow(parts []*syntax.Regexp) known {
	k := known{all: needs{nil}}
	row := needs{nil}
	for _, part := range parts {
		sub := knownOf(part)
		if joined := row.followedBy(sub.all); joined != nil {
			row = joined
			continue
		}
		k.all = nil
		k.holds = cheaper(cheaper(k.holds, row), sub.holds)
		if row = sub.all; row == nil {
			row = needs{nil}
		}
	}
	if k.all != nil {
		return known{all: row}
	}
	k.holds = cheaper(k.holds, row)
	return k
}

// followedBy joins each string with each of the next; nil when they are too many or not known.
func (n needs) followedBy(next needs) needs {
	if next == nil || len(n)*len(next) > maxAlternatives {
		return nil
	}
	joined := needs{}
	for _, a := range n {
		for _, b := range next {
			joined = append(joined, slices.Concat(a, b))
		}
	}
	return joined
}

func (k known) best() needs { return cheaper(k.holds, k.all) }

// cheaper is the one of two that says more: an empty string among the strings says nothing, characters say less than pairs, and ASCII is
// met more often than Han.
func cheaper(a, b needs) needs {
	switch costA, costB := a.cost(), b.cost(); {
	case costA < 0 && costB < 0:
		return nil
	case costB < 0 || costA >= 0 && costA <= costB:
		return a
	}
	return b
}

// cost is how often one of the strings will be met in text that does not match, in no unit; -1 when nothing is known.
func (n needs) cost() int {
	if n == nil {
		return -1
	}
	sum := 0
	for _, s := range n {
		switch {
		case len(s) == 0:
			return -1
		case len(s) > 1:
			sum++
		case s[0] < unicode.MaxASCII:
			sum += 60
		default:
			sum += 20
		}
	}
	return sum
}

func merged(a, b needs) needs {
	for _, s := range b {
		if !slices.ContainsFunc(a, func(t []rune) bool { return slices.Equal(s, t) }) {
			a = append(a, s)
		}
	}
	return a
}

// folded is the least of the characters that differ from r in case only.
func folded(r rune) rune {
	if r >= firstCaseless && r < lastCaseless {
		return r
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	return least
}

// The characters from firstCaseless to lastCaseless, Han among them, have no case.
const (
	firstCaseless = '\u2e80'
	lastCaseless  = '\ua000'
)
