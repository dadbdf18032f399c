package store

import (
	"errors"
	"runtime"

	"golang.org/x/sync/errgroup"

	"xunbao/index/store/shorthand"
	"xunbao/internal/news"
)

// When a table is learned: from a batch of that many bytes that the newest table leaves at more than badly of its size (there is none at
// first), and kept if what it makes of the batch is less than worthwhile of that.
const (
	learnBytes  = 128 << 10
	sampleBytes = 1 << 19
	badly       = 0.6
	worthwhile  = 0.9
	maxTables   = 16 // of 2 MB in memory each
)

// records writes the records of a batch, on all cores, and learns a table first where that pays.
func (t *txn) records(live []Change, articles []*news.Article) ([][]byte, error) {
	texts := make([]parts, len(articles))
	var work errgroup.Group
	each(len(texts), &work, func(i int) (err error) {
		texts[i], err = partsOf(articles[i])
		return err
	})
	if err := work.Wait(); err != nil {
		return nil, err
	}
	ts := t.store.shortened()
	records, size := write(ts, live, texts)
	plain := 0
	for _, p := range texts {
		plain += p.size()
	}
	if plain < learnBytes || float64(size) < badly*float64(plain) || len(ts) == maxTables || t.store.dull.Load() {
		return records, nil
	}
	ts = append(ts[:len(ts):len(ts)], shorthand.Learn(sample(texts, plain)))
	shorter, less := write(ts, live, texts)
	if float64(less) > worthwhile*float64(size) {
		t.store.dull.Store(true)
		return records, nil
	}
	return shorter, t.keep(ts)
}

// keep stores the newest table with the batch.
func (t *txn) keep(ts tables) error {
	t.state.tables = uint8(len(ts))
	value := encodeTable(ts[len(ts)-1])
	err := errors.Join(t.batch.Set(tableKey(len(ts), 0), value, nil), t.batch.Set(tableKey(len(ts), 1), value, nil))
	t.learned = ts
	return err
}

// write makes the records, on all cores, and tells their size together.
func write(ts tables, live []Change, texts []parts) (records [][]byte, size int) {
	records = make([][]byte, len(live))
	var work errgroup.Group
	each(len(live), &work, func(i int) error {
		records[i] = ts.record(live[i].Seq, texts[i])
		return nil
	})
	work.Wait() // without an error
	for _, r := range records {
		size += len(r)
	}
	return records, size
}

// each calls f with all numbers below n, on all cores.
func each(n int, work *errgroup.Group, f func(i int) error) {
	cores := runtime.GOMAXPROCS(0)
	for core := range min(cores, n) {
		work.Go(func() error {
			for i := core; i < n; i += cores {
				if err := f(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// sample is texts from all over the batch, sampleBytes at most.
func sample(texts []parts, size int) (sample [][]byte) {
	step := size/sampleBytes + 1
	for i := 0; i < len(texts); i += step {
		sample = append(sample, texts[i][:]...)
	}
	return sample
}
