package embedded

import (
	"unicode/utf8"

	"xunbao/index/analysis/zh"
)

// unit is a part of a bare word that must stand in an article: as typed, or as one of its synonyms. All folded.
type unit struct {
	text     string
	words    string // as zh.Text.Words, if that is not the same
	synonyms []string
}

// synonymWeight is what a synonym adds to the score beside what was typed. A longer one, which has more parts that add, counts no more.
const synonymWeight = 0.7

// literals are the ways to meet the unit, what was typed first. A synonym stands apart from Latin letters around it: whoever asks for
// 人工智能 does not want every email.
func (u unit) literals(fields []lane) []literal {
	out := []literal{{text: u.text, words: u.words, fields: fields}}
	typed := float64(utf8.RuneCountInString(u.text))
	for _, synonym := range u.synonyms {
		weight := synonymWeight * min(1, typed/float64(utf8.RuneCountInString(synonym)))
		out = append(out, literal{text: synonym, fields: fields, apart: true, weight: weight})
	}
	return out
}

// clause matches the articles where one of the literals stands.
func (u unit) clause(fields []lane) clause {
	literals := u.literals(fields)
	if len(literals) == 1 {
		return literals[0]
	}
	any := make(disjunction, len(literals))
	for i, l := range literals {
		any[i] = l
	}
	return any
}

// units cuts a bare word, folded as zh.Text.Words. The user's words and, when expand is set, members of groups of synonyms stay whole where they stand,
// leftmost and longest first; what is between them is cut as cut does.
func (p planner) units(words string, expand bool) []unit {
	parts := cut(p.segmenter, words, p.known(words, expand))
	units := make([]unit, len(parts))
	for i, part := range parts {
		if units[i].text = zh.FoldString(part); units[i].text != part {
			units[i].words = part
		}
		if expand {
			units[i].synonyms = p.lexicon.Synonyms(units[i].text)
		}
	}
	return units
}

// span is a half-open range of bytes.
type span struct{ start, end int }

// known finds what stays whole. A user word may begin and end inside a word of the dictionary, which may be wrong about it, but not
// inside a run of Latin letters; a synonym, which nobody has put in for this text, must begin and end where words do, so that 北大 is
// not found in 东北大学.
func (p planner) known(words string, expand bool) []span {
	folded := zh.FoldString(words)
	anywhere, atWords := borders(p.segmenter, words)
	var found []span
	for at := 0; at < len(folded); {
		end := at
		if anywhere[at] {
			end = p.lexicon.Word(folded, at, func(end int) bool { return anywhere[end] })
		}
		if expand && atWords[at] {
			member := p.lexicon.Member(folded, at, func(end int) bool { return atWords[end] })
			if utf8.RuneCountInString(folded[at:member]) > 1 {
				end = max(end, member)
			}
		}
		if end > at {
			found = append(found, span{at, end})
			at = end
			continue
		}
		_, size := utf8.DecodeRuneInString(folded[at:])
		at += size
	}
	return found
}

// borders tells for every byte of a folded text, and its end, whether a run of Latin letters and digits or any other character begins
// or ends there, and whether a word of the dictionary does.
func borders(segmenter *zh.Segmenter, folded string) (anywhere, atWords []bool) {
	anywhere, atWords = make([]bool, len(folded)+1), make([]bool, len(folded)+1)
	anywhere[len(folded)], atWords[len(folded)] = true, true
	eachRun(folded, func(start, end int, latin bool) {
		anywhere[start], atWords[start], atWords[end] = true, true, true
		if latin {
			return
		}
		for i := range folded[start:end] {
			anywhere[start+i] = true
		}
		for _, word := range segmenter.Cut(folded[start:end]) {
			atWords[start+word.Start], atWords[start+word.End] = true, true
		}
	})
	return anywhere, atWords
}
