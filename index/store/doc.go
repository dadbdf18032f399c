// Package store keeps the articles: an embedded key-value database (Pebble) in one folder, with checksummed blocks and records that a
// learned table shortens. It is the truth of which articles were acknowledged; every search index is derived from it. It does not
// search, and it does not judge articles: what it is given is valid.
//
// A write returns after one atomic batch is synced to the write-ahead log. Every event (an article added, replaced or deleted)
// takes the next sequence number, which is never used again. A record that does not match its checksum is an error, never data.
//
// Damage is looked for at three places: Pebble checks each block and each entry of its log, every record carries a checksum of its
// own that covers its sequence number too, and the counters, the change log and the records must add up.
package store
