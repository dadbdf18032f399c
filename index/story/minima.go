package story

// shingle is the length of a run of letters that is compared as one. Longer runs make changed letters count for more, shorter ones
// meet by chance.
const shingle = 4

// minima finds the least hash of each group of a text's shingles while it reads the letters.
type minima struct {
	letters int
	last    [shingle]uint64 // letters, as a ring
	rolling uint64          // hash of last
	least   [rows]uint64    // none where no shingle fell
}

const none = 1 << 63

func newMinima() *minima {
	m := &minima{}
	for row := range m.least {
		m.least[row] = none
	}
	return m
}

func (m *minima) add(text string) {
	for _, r := range text {
		if !isLetter(r) {
			continue
		}
		oldest := &m.last[m.letters%shingle]
		m.rolling = (m.rolling-*oldest*leaving)*base + uint64(r)
		*oldest = uint64(r)
		if m.letters++; m.letters >= shingle {
			m.take()
		}
	}
}

// take takes the shingle that ends here.
func (m *minima) take() {
	hash := mix(m.rolling)
	row := hash >> 32 * rows >> 32
	m.least[row] = min(m.least[row], hash&(1<<32-1))
}

func (m *minima) print() Print {
	var p Print
	if m.letters == 0 {
		return p
	}
	if m.letters < shingle { // one shingle in all
		m.take()
	}
	for row := range p {
		from := m.lender(row)
		p[row] = uint8(mix(m.least[from]<<8 | uint64(from)))
	}
	return p
}

// lender is the row itself when a shingle fell into it, else another that is the same for all texts that have the same rows: so the rows of
// short texts are independent of one another (optimal densification).
func (m *minima) lender(row int) int {
	from := row
	for try := uint64(1); m.least[from] == none; try++ {
		from = int(mix(uint64(row)<<32|try) % rows)
	}
	return from
}

const (
	base    = 0x9e3779b97f4a7c15 // odd, and its multiples are spread over all bits
	leaving = base * base % (1 << 64) * base % (1 << 64)
)

// mix spreads the bits of a hash (the finalizer of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
