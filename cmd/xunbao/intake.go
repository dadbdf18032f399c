package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"xunbao/index"
	"xunbao/index/ingest"
)

// intake is one run of add or reindex: where the records go, and who is told what.
type intake struct {
	folder   *folder
	rejects  *rejects
	progress *progress
	resume   *resume // of add into a folder opened here; else nil
}

// add adds the records to the folder, opened here or through its server.
func (i *intake) add(ctx context.Context, records index.Records) (index.Summary, error) {
	if i.folder.own != nil {
		return ingest.Run(ctx, i.resume.counted(i.tapped(records)), i.folder.own, func(at index.Progress) {
			i.resume.save()
			i.progress.update(at)
		})
	}
	return i.upload().add(ctx, i.folder.client, records)
}

// reindex rebuilds the folder from its store (records is nil) or from the records.
func (i *intake) reindex(ctx context.Context, records index.Records) (index.Summary, error) {
	if i.folder.own != nil {
		return i.folder.own.Rebuild(ctx, i.tapped(records), i.progress.update)
	}
	return i.upload().reindex(ctx, i.folder.client, records)
}

func (i *intake) upload() *upload {
	return &upload{reject: i.rejects.add, report: i.progress.update, origins: map[int]string{}}
}

// open opens the SOURCES of the command line; none of them is a nil stream.
func (i *intake) open(sources []string, options ingest.Options) (index.Records, error) {
	if len(sources) == 0 {
		return nil, nil
	}
	options.Read, options.Begin = i.progress.read.Store, i.resume.beginner()
	records, size, err := ingest.Open(sources, options)
	i.progress.size = size.Bytes
	return records, err
}

// tapped notes the bad records that pass by, as a summary holds only the first of them.
func (i *intake) tapped(records index.Records) index.Records {
	if records == nil {
		return nil
	}
	return func(yield func(index.Record, error) bool) {
		for rec, err := range records {
			var bad *index.RecordError
			if errors.As(err, &bad) {
				i.rejects.add(bad)
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

// take runs an intake from sources to summary. The summary is printed however the run ended, once it had begun.
func (p *program) take(ctx context.Context, f *folder, sources []string, flags *intakeFlags, run func(*intake, context.Context, index.Records) (index.Summary, error)) error {
	i := &intake{folder: f, rejects: &rejects{dir: f.dir, name: *flags.to, now: p.now}, progress: newProgress(p.stderr, isTerminal(p.stderr), p.now)}
	if flags.resumable && !flags.dry && f.own != nil {
		var err error
		if i.resume, err = openResume(ctx, f, sources); err != nil {
			return err
		}
		defer i.resume.close()
	}
	records, err := i.open(sources, p.sources(ctx, flags))
	if err != nil {
		return err
	}
	began := p.now()
	sum, failed := run(i, ctx, records)
	i.progress.done()
	i.rejects.addMissed(sum.Rejections)
	resumed, failed := i.resume.end(failed)
	report, err := i.rejects.close()
	o := outcomeOf(sum, i.rejects, report, p.now().Sub(began), failed != nil)
	o.Resumed = resumed
	switch {
	case failed != nil && o.Read == 0:
		return failed
	case o.print(p.stdout, *flags.json) != nil:
		return fmt.Errorf("print the summary: %w", io.ErrShortWrite)
	case failed != nil:
		return failed
	case err != nil:
		return err
	case sum.Rejected > 0:
		return errRejected
	}
	return nil
}
