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
	titleText, bodyText := zh.FoldText(a.Title), zh.FoldText(a.Body)
	title, body := titleText.Folded, bodyText.Folded
	d := &document{id: encodeSeq(seq), bytes: uint64(len(a.Title) + len(a.Body))}
	titleWords, bodyWords := wordsOf(titleText.Words, segmenter), wordsOf(bodyText.Words, segmenter)
	d.add(TitleWords, titleWords)
	d.add(BodyWords, bodyWords)
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

func (d *document) add(name string, w words) {
	if len(w.terms) > 0 {
		d.fields = append(d.fields, &field{name: name, options: index.IndexField, words: w})
	}
}

// AddIDField is called by Bleve before indexing. The id is stored because Bleve's merger wants it so.
func (d *document) AddIDField() {
	id := words{text: d.id, terms: []word{{end: uint32(len(d.id)), frequency: 1}}}
	d.fields = append(d.fields, &field{name: identity, options: index.IndexField | index.StoreField, value: []byte(d.id), words: id})
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
	words   words
	value   []byte
	tokens  *tokens // of the segment that the document goes into, one for each field
}

var _ index.Field = (*field)(nil)

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Analyze()                                         {}
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return 1 } // zap writes it beside every posting: one byte so, and 0 has a meaning
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.tokens.of(f.words) }
func (f *field) NumPlainTextBytes() uint64                        { return uint64(len(f.words.text)) }

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
