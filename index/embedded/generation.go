package embedded

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	"xunbao/index/boilerplate"
	"xunbao/index/store"
)

// Keys of the values that a Bleve index keeps beside its documents, changed in the same batch as they are.
const (
	keySeq   = "xunbao.seq"   // the newest change of the store that the index has
	keyCount = "xunbao.count" // how many documents it must therefore hold
	keySum   = "xunbao.sum"   // checksum of both; an index made before there was one has none
)

// positionValues are those values of an index with all changes up to seq and so many documents.
func positionValues(seq, count uint64) map[string][]byte {
	return map[string][]byte{
		keySeq:   binary.BigEndian.AppendUint64(nil, seq),
		keyCount: binary.BigEndian.AppendUint64(nil, count),
		keySum:   binary.BigEndian.AppendUint64(nil, sumOfPosition(seq, count)),
	}
}

func sumOfPosition(seq, count uint64) uint64 {
	both := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, seq), count)
	return uint64(crc32.Checksum(both, castagnoli))
}

// generation is one open Bleve index and the store it is derived from.
type generation struct {
	name       string
	path       string
	store      *heldStore
	bleve      bleve.Index
	queue      *bleve.AnalysisQueue
	columns    *columnCache
	set        *boilerplate.Set // of lines that are left out of new articles; written under Collection.writing and mu
	unverified []string         // segments whose checksums nobody looked at yet
	readers    sync.WaitGroup   // snapshots handed out
	trouble    *trouble
	searches   *traffic // that go first; nil for none
	closing    sync.Once
}

// heldStore is a store that several generations, one after another, may be derived from.
type heldStore struct {
	*store.Store
	readers sync.WaitGroup // snapshots handed out, of any generation
}

// scorchConfig is how Bleve is opened: safe batches (a batch is synced when it returns), never waiting for a lock for ever.
func scorchConfig(path string) map[string]any {
	return map[string]any{
		"path": path, "bolt_timeout": "2s", "numSnapshotsToKeep": 1, "forceSegmentType": segments().Type(), "forceSegmentVersion": segmentVersion,
		"asyncErrorCallbackName": listenerName, "eventCallbackName": listenerName,
	}
}

// openGeneration opens the index in path, verified: every segment against its checksum, the number of documents against the
// number that the last batch left. Segments of more than first bytes in all are listed in unverified instead. The error wraps
// index.ErrDamaged when the index must be rebuilt. stopped is asked now and then while it verifies, and may end it with an error.
func openGeneration(name, path string, st *heldStore, first int64, stopped func() error) (g *generation, err error) {
	// Bleve and bbolt panic on some damage, and fault where a mapped file has been cut off.
	err = unbroken("open index "+name, func() error {
		g, err = openVerified(name, path, st, first, stopped)
		return err
	})
	return g, err
}

func openVerified(name, path string, st *heldStore, first int64, stopped func() error) (g *generation, err error) {
	names, bytes, err := segmentFiles(path)
	if err != nil {
		return nil, fmt.Errorf("open index %s: %w", name, err)
	}
	if bytes <= first {
		for _, segment := range names {
			if err := verifyBoth(segment, stopped); err != nil {
				return nil, fmt.Errorf("open index %s: %w", name, err)
			}
		}
		names = nil
	}
	g, err = startGeneration(name, path, st)
	if err != nil {
		return nil, fmt.Errorf("open index %s: %w: %w", name, index.ErrDamaged, err)
	}
	g.unverified = names
	if err := segments().sweep(path); err != nil {
		return nil, errors.Join(fmt.Errorf("open index %s: %w", name, err), g.close())
	}
	if err := errors.Join(g.checkState(), g.checkCount()); err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

// checkState refuses an index that Bleve began anew because it could not open a segment: it says so in the log only, and would write
// over the files that are there.
func (g *generation) checkState() error {
	seq, _, err := g.position()
	if err != nil || seq > 0 {
		return err
	}
	names, err := filepath.Glob(filepath.Join(g.path, "*.zap"))
	if err == nil && len(names) > 0 {
		err = fmt.Errorf("index %s: %w: it has segments that Bleve does not open", g.name, index.ErrDamaged)
	}
	return err
}

func startGeneration(name, path string, st *heldStore) (*generation, error) {
	queue, trouble := bleve.NewAnalysisQueue(runtime.GOMAXPROCS(0)), newTrouble()
	hearing().add(path, trouble)
	opened, err := scorch.NewScorch(scorch.Name, scorchConfig(path), queue)
	if err == nil {
		err = opened.Open()
	}
	if err != nil {
		hearing().remove(path)
		queue.Close()
		return nil, err
	}
	return &generation{name: name, path: path, store: st, bleve: opened, queue: queue, columns: newColumnCache(), trouble: trouble}, nil
}

// checkCount compares the documents with the number that must be there.
func (g *generation) checkCount() error {
	_, want, err := g.position()
	if err != nil {
		return err
	}
	got, err := g.documents()
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("index %s: %w: %d documents, %d must be there", g.name, index.ErrDamaged, got, want)
	}
	return nil
}

// position tells the newest change the index has and how many documents it must hold. A new index has neither.
func (g *generation) position() (seq, count uint64, err error) {
	reader, err := g.bleve.Reader()
	if err != nil {
		return 0, 0, fmt.Errorf("read index %s: %w", g.name, err)
	}
	defer reader.Close()
	if seq, err = g.numberIn(reader, keySeq); err != nil {
		return 0, 0, err
	}
	count, err = g.numberIn(reader, keyCount)
	return seq, count, err
}

// numberIn reads a value that a batch leaves beside the documents; 0 where none did.
func (g *generation) numberIn(reader bleve.IndexReader, key string) (uint64, error) {
	value, err := reader.GetInternal([]byte(key))
	if err != nil {
		return 0, fmt.Errorf("read index %s: %w", g.name, err)
	}
	if value == nil {
		return 0, nil
	}
	if len(value) != 8 {
		return 0, fmt.Errorf("index %s: %w: bad value of %s", g.name, index.ErrDamaged, key)
	}
	return binary.BigEndian.Uint64(value), nil
}

func (g *generation) documents() (uint64, error) {
	reader, err := g.bleve.Reader()
	if err != nil {
		return 0, fmt.Errorf("read index %s: %w", g.name, err)
	}
	defer reader.Close()
	return reader.DocCount()
}

// So many changes are replayed at once: fewer where somebody searches, as the stories and the segment of a batch are made in one go.
const (
	catchUpBatch  = 500
	catchUpBeside = 10
)

// catchUp replays the changes of the store that the index has not seen.
func (g *generation) catchUp(ctx context.Context, segmenter *zh.Segmenter) error {
	seq, _, err := g.position()
	if err != nil {
		return err
	}
	if last := g.store.Last(); seq > last {
		return fmt.Errorf("index %s: %w: it is at change %d, the store at %d", g.name, index.ErrDamaged, seq, last)
	}
	atOnce := catchUpBatch
	if g.searches != nil && g.searches.served() {
		atOnce = catchUpBeside
	}
	polite := courteous(g.searches, 0, nil)
	var pending []store.Change
	for change, err := range g.store.Changes(ctx, seq) {
		if err != nil {
			return fmt.Errorf("replay changes into index %s: %w", g.name, err)
		}
		if pending = append(pending, change); len(pending) == atOnce {
			polite.begin()
			if err := g.apply(pending, nil, segmenter); err != nil {
				return err
			}
			polite.pause(ctx)
			pending = pending[:0]
		}
	}
	return g.apply(pending, nil, segmenter)
}

// behindStore returns a *lostError when the store ends before the index, and it is the index that is right: the number of its newest change has its
// checksum.
func (g *generation) behindStore() error {
	reader, err := g.bleve.Reader()
	if err != nil {
		return fmt.Errorf("read index %s: %w", g.name, err)
	}
	defer reader.Close()
	seq, err := g.numberIn(reader, keySeq)
	if last := g.store.Last(); err != nil || seq <= last {
		return err
	}
	count, err := g.numberIn(reader, keyCount)
	if err != nil {
		return err
	}
	if sum, err := g.numberIn(reader, keySum); err != nil || sum != sumOfPosition(seq, count) {
		return fmt.Errorf("index %s: %w: it does not know its newest change", g.name, index.ErrDamaged)
	}
	return &lostError{stored: g.store.Last(), indexed: seq}
}

// settle returns when all batches are on disk.
func (g *generation) settle() error {
	seq, count, err := g.position()
	if err != nil {
		return err
	}
	again := bleve.NewBatch()
	for key, value := range positionValues(seq, count) {
		again.SetInternal([]byte(key), value)
	}
	return g.batch(again)
}

// close may be called more than once.
func (g *generation) close() error {
	var err error
	g.closing.Do(func() {
		close(g.trouble.ended)
		err = g.bleve.Close()
		hearing().remove(g.path)
		g.queue.Close()
	})
	return err
}
