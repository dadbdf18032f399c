package embedded

import (
	"strings"

	"xunbao/index/analysis/zh"
	"xunbao/search/query"
)

// asking are the words that make a bare query a question.
var asking = func() map[string]bool {
	words := make(map[string]bool)
	for word := range strings.FieldsSeq("什么 谁 哪 哪个 哪些 哪里 哪儿 哪位 哪年 哪家 哪国 吗 怎么 怎样 怎么样 如何 为何 为什么 多少 几 几个 何 何时 何地 何人 多大 多久 多长 多高") {
		words[word] = true
	}
	return words
}()

// isQuestion reports whether a folded bare word asks something. The words of a question are not words that must all stand in the
// answer: 杨群的职业是什么 is answered where it says that 杨群 is an actor.
func isQuestion(segmenter *zh.Segmenter, folded string) bool {
	if strings.HasSuffix(folded, "?") {
		return true
	}
	for _, word := range segmenter.Cut(folded) {
		if asking[folded[word.Start:word.End]] {
			return true
		}
	}
	return false
}

// loosen notes which parts of a query may be relaxed: all of one that reads like a piece of text, and in a question with phrases that
// stand apart the bare words, beside which the phrases stay required.
func (p *plan) loosen(root query.Node) {
	all, ok := p.clause.(conjunction)
	if !ok {
		return
	}
	if p.prose {
		p.units = flatten(all)
		return
	}
	and, ok := root.(*query.And)
	if !ok || !p.question {
		return
	}
	var units []clause
	var required conjunction
	for i, n := range and.Nodes {
		switch n := n.(type) {
		case *query.Phrase:
			required = append(required, all[i])
		default:
			if !onlyTerms(n) {
				return
			}
			units = append(units, flatten(conjunction{all[i]})...)
		}
	}
	p.units, p.required = units, required
}
