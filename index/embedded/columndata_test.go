package embedded

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/google/go-cmp/cmp"

	"xunbao/index"
)

func randomProperties(rng *rand.Rand) properties {
	p := properties{seq: rng.Uint64N(1 << 40), published: Undated, titleLength: rng.Uint32N(30), bodyLength: rng.Uint32()}
	if rng.IntN(4) > 0 {
		p.published = rng.Int64() - rng.Int64()
	}
	for i := range p.values {
		for range rng.IntN(4) {
			p.values[i] = append(p.values[i], []string{"", "云浦日报", "临溪晚报", "时政", "zh", fmt.Sprint(rng.IntN(1000))}[rng.IntN(6)])
		}
	}
	return p
}

// columnsOf makes the section of documents and reads it again.
func columnsOf(t *testing.T, all []properties) *columnData {
	t.Helper()
	var c columnData
	for i := range all {
		c.add(&all[i])
	}
	return reread(t, &c)
}

func sectionOf(t testing.TB, c *columnData) []byte {
	t.Helper()
	var section bytes.Buffer
	if err := c.writeTo(&section, always); err != nil {
		t.Fatal(err)
	}
	return section.Bytes()
}

func reread(t *testing.T, c *columnData) *columnData {
	t.Helper()
	again, err := parseColumns(sectionOf(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// documents lists what columns say of every document, to be compared with what was put in.
func (c *columnData) documents() []properties {
	out := make([]properties, len(c.seq))
	for doc := range out {
		p := properties{seq: c.seq[doc], published: int64(c.published[doc]), titleLength: c.titleLength[doc], bodyLength: c.bodyLength[doc]}
		for i := range c.values {
			v := &c.values[i]
			if first := v.first[doc]; first > 0 {
				p.values[i] = append(p.values[i], v.texts[first-1])
			}
			for at := 0; at < len(v.more); at += 2 {
				if int(v.more[at]) == doc {
					p.values[i] = append(p.values[i], v.texts[v.more[at+1]])
				}
			}
		}
		out[doc] = p
	}
	return out
}

// distinct leaves out empty and repeated values, as columns do.
func distinct(all []properties) []properties {
	out := slices.Clone(all)
	for doc := range out {
		for i, values := range out[doc].values {
			var kept []string
			for _, v := range values {
				if v != "" && !slices.Contains(kept, v) {
					kept = append(kept, v)
				}
			}
			out[doc].values[i] = kept
		}
	}
	return out
}

// TestColumns: columns that were made, written, read and joined of several with documents left out say what was put in.
func TestColumns(t *testing.T) {
	same := cmp.Comparer(func(a, b properties) bool { return fmt.Sprint(a) == fmt.Sprint(b) })
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 1))
		var joined columnData
		want := []properties{}
		for range rng.IntN(5) {
			all := make([]properties, rng.IntN(50))
			for i := range all {
				all[i] = randomProperties(rng)
			}
			c := columnsOf(t, all)
			if diff := cmp.Diff(distinct(all), c.documents(), same); diff != "" {
				t.Fatalf("seed %d: -want +got:\n%s", seed, diff)
			}
			var drops *roaring.Bitmap
			if rng.IntN(3) > 0 {
				drops = roaring.New()
			}
			for doc, p := range distinct(all) {
				if drops != nil && rng.IntN(3) == 0 {
					drops.Add(uint32(doc))
				} else {
					want = append(want, p)
				}
			}
			joined.join(c, drops)
		}
		if diff := cmp.Diff(want, reread(t, &joined).documents(), same); diff != "" {
			t.Fatalf("seed %d, joined: -want +got:\n%s", seed, diff)
		}
	}
}

// TestValues: every width of ordinals, several values a document, and the documents of a value.
func TestValues(t *testing.T) {
	for _, texts := range []int{1, 200, 300, 70_000} {
		var data valueData
		for n := range texts {
			data.add([]string{fmt.Sprint(n), fmt.Sprint(n % 3), "x"}[:1+n%3])
		}
		names := numbering{}
		v := newValues(&data, &names)
		third, _ := names.ids["0"]
		count := 0
		for doc := range uint32(texts) {
			var got []string
			v.Each(doc, func(ordinal uint32) { got = append(got, names.texts[ordinal]) })
			n := int(doc)
			want := slices.Compact([]string{fmt.Sprint(n), fmt.Sprint(n % 3), "x"}[:1+n%3])
			if !slices.Equal(got, want) {
				t.Fatalf("document %d has %v, want %v", n, got, want)
			}
			if slices.Contains(want, "0") {
				count++
			}
		}
		if docs := v.docs(texts, third); int(docs.GetCardinality()) != count {
			t.Errorf("%d documents have a value, want %d", docs.GetCardinality(), count)
		}
	}
}

// FuzzColumns: whatever bytes a section has, reading it ends with columns that can be used or with index.ErrDamaged.
func FuzzColumns(f *testing.F) {
	rng := rand.New(rand.NewPCG(1, 2))
	var c columnData
	for range 20 {
		p := randomProperties(rng)
		c.add(&p)
	}
	section := sectionOf(f, &c)
	f.Add(section, uint32(3), byte(0))
	f.Add(section, uint32(100), byte(9))
	f.Fuzz(func(t *testing.T, section []byte, at uint32, change byte) {
		if len(section) > 0 {
			section = slices.Clone(section)
			section[int(at)%len(section)] ^= change
		}
		c, err := parseColumns(section)
		if err != nil {
			if !errors.Is(err, index.ErrDamaged) {
				t.Error(err)
			}
			return
		}
		new(columnData).join(c, nil)
		for i := range c.values {
			newValues(&c.values[i], &numbering{})
		}
	})
}
