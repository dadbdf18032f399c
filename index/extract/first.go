package extract

import "regexp/syntax"

// firstOf gives the characters that a match of an expression may begin with, folded. It gives nil when they are too many, when the match may be empty, and
// when the expression looks at what stands before it.
func firstOf(re *syntax.Regexp) map[rune]bool {
	first := map[rune]bool{}
	if moves, ok := addFirst(first, re); !ok || !moves {
		return nil
	}
	return first
}

// addFirst adds the characters that a part may begin with. moves tells that it takes one character at least.
func addFirst(first map[rune]bool, re *syntax.Regexp) (moves, ok bool) {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpEndText, syntax.OpEndLine:
		return false, true
	case syntax.OpLiteral:
		first[folded(re.Rune[0])] = true
		return true, true
	case syntax.OpCharClass:
		class := classOf(re.Rune)
		for _, s := range class {
			first[s[0]] = true
		}
		return true, class != nil
	case syntax.OpCapture, syntax.OpPlus:
		return addFirst(first, re.Sub[0])
	case syntax.OpQuest, syntax.OpStar:
		_, ok = addFirst(first, re.Sub[0])
		return false, ok
	case syntax.OpRepeat:
		moves, ok = addFirst(first, re.Sub[0])
		return moves && re.Min > 0, ok
	case syntax.OpConcat:
		for _, part := range re.Sub {
			if moves, ok = addFirst(first, part); moves || !ok {
				return moves, ok
			}
		}
		return false, true
	case syntax.OpAlternate:
		moves = true
		for _, branch := range re.Sub {
			m, fine := addFirst(first, branch)
			if !fine {
				return false, false
			}
			moves = moves && m
		}
		return moves, true
	}
	return false, false
}
