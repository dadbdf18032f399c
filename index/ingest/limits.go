package ingest

// limits bound what one source may make us hold or read.
type limits struct {
	line     int   // bytes of one JSON record
	page     int   // bytes of one raw page
	inflated int64 // bytes that one compressed file may become
	ratio    int64 // inflated to compressed bytes, checked past grace
	grace    int64 // inflated bytes
	sniff    int   // bytes looked at to tell the format
}

var defaultLimits = limits{
	line:     16 << 20,
	page:     MaxPage,
	inflated: 8 << 30,
	ratio:    200,
	grace:    64 << 20,
	sniff:    64 << 10,
}
