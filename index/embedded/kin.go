package embedded

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"xunbao/index"
	"xunbao/index/story"
)

// kin is what is kept of an article to find its reprints: a record of kinBytes in a section of the sibling, by document number.
type kin struct {
	key   uint64 // the story whose first article it is
	print story.Print
}

const kinBytes = 8 + story.PrintSize

func (k *kin) appendTo(to []byte) []byte {
	return append(binary.BigEndian.AppendUint64(to, k.key), k.print[:]...)
}

// article is a document as index/story sees it, at a time of the columns. It refers to the bytes of the sibling.
func (s *sibling) article(doc uint32, published int64) story.Article {
	record := s.section(kinSection)[int(doc)*kinBytes:][:kinBytes]
	return story.Article{At: late(published), Key: binary.BigEndian.Uint64(record), Print: (*story.Print)(record[8:])}
}

// late is a time of the columns in the order of stories, where an article without a time is the last.
func late(published int64) int64 {
	if published == Undated {
		return story.Undated
	}
	return min(published, math.MaxInt64-1)
}

// checkKin compares the size of the section with the number of documents. The error wraps index.ErrDamaged.
func (s *sibling) checkKin() error {
	if got, want := len(s.section(kinSection)), s.documents()*kinBytes; got != want {
		return fmt.Errorf("%w: records of reprints of %d bytes, not %d", index.ErrDamaged, got, want)
	}
	return nil
}

// joinKin writes the records of merged segments.
func joinKin(to io.Writer, siblings []*sibling, drops []*roaring.Bitmap, stopped func() error) error {
	var kept []byte
	for i, s := range siblings {
		if err := stopped(); err != nil {
			return err
		}
		section := s.section(kinSection)
		for doc := range s.documents() {
			if drops[i] == nil || !drops[i].Contains(uint32(doc)) {
				kept = append(kept, section[doc*kinBytes:(doc+1)*kinBytes]...)
			}
		}
		if _, err := to.Write(kept); err != nil {
			return err
		}
		kept = kept[:0]
	}
	return nil
}
