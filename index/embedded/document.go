package embedded

import (
	index "github.com/blevesearch/bleve_index_api"

	"xunbao/index/analysis/zh"
	"xunbao/index/lanes"
	"xunbao/index/story"
	"xunbao/internal/news"
)

// document is an article analysed: what all parts of a segment are made from, all from one folded text. For Bleve it is nothing but an
// identity.
type document struct {
	id         string
	words      [wordFieldCount]words  // in the order of wordFields
	keys       [laneSections][]uint64 // for the lanes, repeats included
	properties properties             // for the columns
	bytes      uint64                 // of text
}

// properties are what columns hold of an article.
type properties struct {
	seq                     uint64
	published               int64 // seconds since 1970, or Undated
	titleLength, bodyLength uint32
	values                  [valueCount][]string // in the order of valueFields; empty ones are none
	kin                     kin
}

var _ index.Document = (*document)(nil)

// newDocument analyses an article. It is the costly part of indexing and runs on several cores at once. The document has no story yet.
func newDocument(seq uint64, a *news.Article, segmenter *zh.Segmenter) *document {
	d := new(document)
	d.analyse(seq, a, segmenter)
	return d
}

// analyse makes the document that of an article and uses the memory of the one that it was.
func (d *document) analyse(seq uint64, a *news.Article, segmenter *zh.Segmenter) {
	titleText, bodyText := zh.FoldText(a.Title), zh.FoldText(a.Body)
	title, body := titleText.Folded, bodyText.Folded
	d.id, d.bytes = encodeSeq(seq), uint64(len(a.Title)+len(a.Body))
	d.words[titleWords].cut(titleText.Words, segmenter)
	d.words[bodyWords].cut(bodyText.Words, segmenter)
	d.keys[titleGrams] = appendGrams(d.keys[titleGrams][:0], title)
	d.keys[bodyGrams] = appendGrams(d.keys[bodyGrams][:0], body)
	d.properties = properties{
		seq: seq, published: Undated, titleLength: uint32(len(d.words[titleWords].places)), bodyLength: uint32(len(d.words[bodyWords].places)),
		values: [valueCount][]string{{a.Source}, {a.Site}, {a.Category}, a.Tags, {a.Author}, {a.Lang}},
		kin:    kin{key: storyKey(story.Of(a.ID)), print: story.PrintOf(title, body)},
	}
	d.keys[bandLane] = d.properties.kin.print.Bands()
	if !a.Published.IsZero() {
		d.properties.published = a.Published.Time.Unix()
	}
}

// appendGrams appends the keys of the grams of a text, repeats included.
func appendGrams(keys []uint64, folded string) []uint64 {
	zh.GramCharacters(folded, func(_, _ int, characters []rune) {
		keys = append(keys, lanes.KeyOf(characters))
	})
	return keys
}

func (d *document) ID() string                                 { return d.id }
func (d *document) Size() int                                  { return int(d.bytes) }
func (d *document) AddIDField()                                {}
func (d *document) HasComposite() bool                         { return false }
func (d *document) VisitFields(index.FieldVisitor)             {}
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) NumPlainTextBytes() uint64                  { return d.bytes }
func (d *document) StoredFieldsBytes() uint64                  { return uint64(len(d.id)) }
func (d *document) Indexed() bool                              { return true }
