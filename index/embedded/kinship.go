package embedded

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"xunbao/index/lanes"
	"xunbao/index/story"
)

// completeStories finds the stories of all documents of a sibling that has none yet, and writes them into the file. It is durable when it
// returns. stopped is asked now and then and may end it with an error.
func completeStories(name string, stopped func() error) (err error) {
	s, err := openSibling(name)
	if err != nil {
		return err
	}
	stories, err := s.stories(stopped)
	offset, _, _ := s.entry(storyLane)
	table := append([]byte(nil), s.content[len(s.content)-tableBytes:len(s.content)-8]...)
	if err := errors.Join(err, s.close()); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, file.Close()); err != nil {
			err = fmt.Errorf("write the stories of %s: %w", filepath.Base(name), err)
		}
	}()
	if err := file.Truncate(int64(offset)); err != nil {
		return err
	}
	if _, err := file.Seek(int64(offset), io.SeekStart); err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(file, 1<<18)
	out := &summing{to: buffered, written: offset}
	lane := lanes.Builder{Pause: func() { _ = stopped() }}
	for _, key := range stories {
		lane.Add([]uint64{key})
	}
	write := func(_ int, to io.Writer) error { _, err := lane.WriteTo(to); return err }
	if err := errors.Join(out.section(storyLane, table, write), out.table(table)); err != nil {
		return err
	}
	return errors.Join(buffered.Flush(), file.Sync())
}

// groupsBetweenPauses is how many groups of articles with a band in common are gone through without asking whether to stop.
const groupsBetweenPauses = 256

// stories finds the story of each document among those of the sibling.
func (s *sibling) stories(stopped func() error) ([]uint64, error) {
	columns, err := s.columns()
	if err != nil {
		return nil, err
	}
	article := func(doc uint32) story.Article { return s.article(doc, int64(columns.published[doc])) }
	return story.Resolve(s.documents(), article, func(visit func(docs []uint32)) error {
		var failed error
		visited := 0
		err := s.lanes[bandLane].Each(func(_ uint64, docs []uint32) {
			if visited++; visited%groupsBetweenPauses == 0 && failed == nil {
				failed = stopped()
			}
			if failed == nil {
				visit(docs)
			}
		})
		return errors.Join(failed, err)
	})
}
