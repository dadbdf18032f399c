package embedded

import "github.com/RoaringBitmap/roaring/v2"

// Narrow leaves in the snapshot only those documents of each segment that keep returns, as if all others were deleted. It is for whoever acquired
// the snapshot, before it is read.
func (s *Snapshot) Narrow(keep func(*Segment) (*roaring.Bitmap, error)) error {
	for _, part := range s.Segments {
		kept, err := keep(part)
		if err != nil {
			return err
		}
		part.Live.And(kept)
		part.TitleTotal, part.BodyTotal = 0, 0
		part.Live.Iterate(func(doc uint32) bool {
			part.TitleTotal += uint64(part.Columns.TitleLength[doc])
			part.BodyTotal += uint64(part.Columns.BodyLength[doc])
			return true
		})
	}
	s.narrow = true
	return nil
}

// Shows reports whether a record may be told of: in a snapshot that was narrowed, only one that was left in it.
func (s *Snapshot) Shows(seq uint64) (bool, error) {
	if !s.narrow {
		return true, nil
	}
	_, _, found, err := s.find(seq)
	return found, err
}
