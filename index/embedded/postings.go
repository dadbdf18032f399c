package embedded

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// bitmapOf returns the documents of a term as the segment keeps them: shared, not to be changed, valid while the segment is open.
func bitmapOf(dictionary segment.TermDictionary, term string) (*roaring.Bitmap, error) {
	list, err := dictionary.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	return docsOf(list)
}

func docsOf(list segment.PostingsList) (*roaring.Bitmap, error) {
	postings, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("a segment with postings of an unknown kind %T", list)
	}
	if doc, one := postings.DocNum1Hit(); one {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	if docs := postings.ActualBitmap(); docs != nil {
		return docs, nil
	}
	return roaring.New(), nil
}
