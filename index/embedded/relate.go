package embedded

import (
	"fmt"

	"xunbao/index/analysis/zh"
	"xunbao/index/story"
)

// relate gives new documents their stories and returns them with the documents of other articles that thereby, or because records were
// removed, come into another story; gone is how many of these the index had. It is called by one writer at a time.
func (g *generation) relate(fresh []*document, removed []uint64, segmenter *zh.Segmenter) (all []*document, gone int, err error) {
	s, err := g.hold()
	if err != nil {
		return nil, 0, err
	}
	defer s.Close()
	r := relatives{snapshot: s, known: make(map[spot]*story.Member), gone: make(map[uint64]bool)}
	missed, err := r.remove(removed)
	if err != nil {
		return nil, 0, err
	}
	members := make([]*story.Member, len(fresh))
	stories := make(map[uint64]uint64) // by record
	for i, d := range fresh {
		p := &d.properties
		members[i] = &story.Member{Article: story.Article{At: late(p.published), Key: p.kin.key, Print: &p.kin.print}, Seq: p.seq}
	}
	moved, err := story.Update(&r, missed, members)
	if err != nil {
		return nil, 0, err
	}
	seqs := make([]uint64, len(moved))
	for i, m := range moved {
		seqs[i] = m.Seq
	}
	again, err := g.analyse(seqs, nil, segmenter)
	if err != nil {
		return nil, 0, err
	}
	for _, m := range append(members, moved...) {
		stories[m.Seq] = m.Story
	}
	documents := append(fresh, again...)
	for _, d := range documents {
		d.keys[storyLane] = []uint64{stories[d.properties.seq]}
	}
	return documents, len(missed), nil
}

// relatives is a snapshot as index/story sees it, without records that are about to go.
type relatives struct {
	snapshot *Snapshot
	known    map[spot]*story.Member
	gone     map[uint64]bool // by sequence number
}

var _ story.View = (*relatives)(nil)

// spot is a document of a segment of the snapshot.
type spot struct {
	segment int
	doc     uint32
}

// remove takes records away and returns those that were there.
func (r *relatives) remove(seqs []uint64) (gone []*story.Member, err error) {
	for _, seq := range seqs {
		segment, doc, found, err := r.snapshot.find(seq)
		if err != nil {
			return nil, err
		}
		if found {
			gone = append(gone, r.member(spot{segment, doc}))
		}
	}
	for _, seq := range seqs {
		r.gone[seq] = true
	}
	return gone, nil
}

// Near implements story.View.
func (r *relatives) Near(band uint64) ([]*story.Member, error) { return r.list(bandLane, band) }

// Of implements story.View.
func (r *relatives) Of(story uint64) ([]*story.Member, error) { return r.list(storyLane, story) }

func (r *relatives) list(lane int, key uint64) (members []*story.Member, err error) {
	for i, part := range r.snapshot.Segments {
		docs, err := part.sibling.lanes[lane].Postings(key)
		if err != nil {
			return nil, fmt.Errorf("read what articles have in common: %w", err)
		}
		docs.And(part.Live)
		docs.Iterate(func(doc uint32) bool {
			if !r.gone[part.Columns.Seq[doc]] {
				members = append(members, r.member(spot{i, doc}))
			}
			return true
		})
	}
	return members, nil
}

func (r *relatives) member(at spot) *story.Member {
	m := r.known[at]
	if m == nil {
		part := r.snapshot.Segments[at.segment]
		m = &story.Member{
			Article: part.Article(at.doc), Seq: part.Columns.Seq[at.doc],
			Story: r.snapshot.Names.Stories[part.Columns.Story[at.doc]],
		}
		r.known[at] = m
	}
	return m
}
