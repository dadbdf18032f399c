package embedded

import (
	index "github.com/blevesearch/bleve_index_api"

	"xunbao/index/analysis/zh"
	"xunbao/index/lanes"
	"xunbao/index/story"
	"xunbao/internal/news"
)

// document is an article as Bleve takes it, its word fields analysed already, with what Bleve does not see: lanes and columns, all from
// one folded text.
type document struct {
	id         string
	fields     []*field
	keys       [laneSections][]uint64 // for the lanes, repeats included
	properties properties             // for the columns
	bytes      uint64
}

// properties are what columns hold of an article.
type properties struct {
	seq                     uint64
	published               int64 // seconds since 1970, or Undated
	titleLength, bodyLength uint32
	values                  [valueCount][]string // in the order of valueFields; empty ones are none
}

var _ index.Document = (*document)(nil)

// newDocument analyses an article. It is the costly part of indexing and runs on several cores at once.
func newDocument(seq uint64, a *news.Article, segmenter *zh.Segmenter) *document {
	title, body := zh.FoldString(a.Title), zh.FoldString(a.Body)
	d := &document{id: encodeSeq(seq), bytes: uint64(len(a.Title) + len(a.Body))}
	titleWords, bodyWords := wordField(TitleWords, title, segmenter), wordField(BodyWords, body, segmenter)
	d.add(titleWords)
	d.add(bodyWords)
	d.keys = [laneSections][]uint64{titleGrams: gramsOf(title), bodyGrams: gramsOf(body), storyLane: {storyKey(story.Of(a.ID, title, body))}}
	d.properties = properties{
		seq: seq, published: Undated, titleLength: uint32(titleWords.length), bodyLength: uint32(bodyWords.length),
		values: [valueCount][]string{{a.Source}, {a.Site}, {a.Category}, a.Tags, {a.Author}, {a.Lang}},
	}
	if !a.Published.IsZero() {
		d.properties.published = a.Published.Time.Unix()
	}
	return d
}

func (d *document) add(f *field) {
	if len(f.terms) > 0 {
		d.fields = append(d.fields, f)
	}
}

// AddIDField is called by Bleve before indexing. The id is stored because Bleve's merger wants it so.
func (d *document) AddIDField() {
	term := &index.TokenFreq{Term: []byte(d.id)}
	term.SetFrequency(1)
	f := &field{name: identity, options: index.IndexField | index.StoreField, value: []byte(d.id), terms: index.TokenFrequencies{d.id: term}}
	d.fields = append(d.fields, f)
}

func (d *document) ID() string                                 { return d.id }
func (d *document) Size() int                                  { return int(d.bytes) }
func (d *document) HasComposite() bool                         { return false }
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) NumPlainTextBytes() uint64                  { return d.bytes }
func (d *document) StoredFieldsBytes() uint64                  { return uint64(len(d.id)) }
func (d *document) Indexed() bool                              { return true }

func (d *document) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// field is one analysed field.
type field struct {
	name    string
	options index.FieldIndexingOptions
	terms   index.TokenFrequencies
	length  int // terms, repeats included
	value   []byte
	bytes   uint64
}

var _ index.Field = (*field)(nil)

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Analyze()                                         {}
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return 1 } // zap writes it beside every posting: one byte so, and 0 has a meaning
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                        { return f.bytes }

func wordField(name, folded string, segmenter *zh.Segmenter) *field {
	f := &field{name: name, options: index.IndexField, bytes: uint64(len(folded))}
	f.collect(folded, func(visit func(start, end int)) { segmenter.Words(folded, visit) })
	return f
}

// gramsOf returns the keys of the grams of a text, repeats included.
func gramsOf(folded string) []uint64 {
	keys := make([]uint64, 0, len(folded)*2/3)
	zh.Grams(folded, func(start, end int) {
		if key, ok := lanes.Key(folded[start:end]); ok {
			keys = append(keys, key)
		}
	})
	return keys
}

// collect gathers the terms that each visits, with their frequencies. Terms are slices of one copy of the text.
func (f *field) collect(folded string, each func(visit func(start, end int))) {
	text := []byte(folded)
	f.terms = make(index.TokenFrequencies, len(folded)/8)
	var slab []index.TokenFreq // one allocation for many terms
	each(func(start, end int) {
		f.length++
		freq := f.terms[folded[start:end]]
		if freq == nil {
			if len(slab) == 0 {
				slab = make([]index.TokenFreq, 64)
			}
			freq, slab = &slab[0], slab[1:]
			freq.Term = text[start:end:end]
			f.terms[folded[start:end]] = freq
		}
		freq.SetFrequency(freq.Frequency() + 1)
	})
}
