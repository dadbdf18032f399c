// Package zapfile makes segment files in the form that Bleve's zap reads (version 17): which documents have which word in which field,
// how often, and the identity of each document. Words of documents are counted in memory (Builder), put aside as runs and merged
// (Run, Merge), and written in one go (Writer). It makes no doc values, no positions and no norms, and reads no segment: zap does.
package zapfile

// Terms calls visit with every term of a field, ascending, each with its postings. What it is called with is overwritten afterwards. An
// error of visit ends it.
type Terms func(visit func(term []byte, p Postings) error) error

// Postings are the documents of a term, ascending, and how often it stands in each.
type Postings struct{ Documents, Frequencies []uint32 }

func (p *Postings) reset() { p.Documents, p.Frequencies = p.Documents[:0], p.Frequencies[:0] }

func (p *Postings) add(document, frequency uint32) {
	p.Documents, p.Frequencies = append(p.Documents, document), append(p.Frequencies, frequency)
}
