package feed

import (
	"crypto/sha1" // #nosec G505 -- what a UUID of version 5 is made of; it guards nothing
	"encoding/hex"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// space is the name space of the identities below: a random UUID that must never change.
var space = [16]byte{0x8b, 0x3e, 0x0c, 0x52, 0x6f, 0x1d, 0x4a, 0x97, 0xb2, 0x60, 0x5c, 0xd4, 0x19, 0xe7, 0x3a, 0xf8}

// urn names a thing for ever, whatever the address of the site and however often the index was rebuilt: urn:uuid with a UUID of version 5 (RFC
// 9562), which is made of the name space, the kind and the name.
func urn(kind, name string) string {
	sum := sha1.Sum(append(space[:], kind+":"+name...)) // #nosec G401 -- as above
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	h := hex.EncodeToString(id)
	return "urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// entryURN is the identity of a hit: that of its story where reprints are one entry, so that another reprint does not make it new, else that of
// the article.
func entryURN(r search.Request, h *search.Hit) string {
	if r.Collapse == search.CollapseStory && h.Story.ID != "" {
		return urn("story", h.Story.ID)
	}
	return urn("article", string(h.Article.ID))
}

// feedURN is the identity of the feed of a search, in every form and whatever part of it is asked for.
func (a address) feedURN(r search.Request) string {
	r = first(r)
	r.Size = defaultSize
	return a.urn("feed", parameters(r).Encode())
}

// urn is the identity of a feed: another one in each language. Entries have the same in all.
func (a address) urn(kind, name string) string {
	if a.language != words.Chinese {
		kind += "-" + string(a.language)
	}
	return urn(kind, name)
}
