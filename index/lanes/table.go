package lanes

// Table numbers keys from 0 in the order in which they are met: a hash table without deletion, some six bytes a key beside the key. The
// zero value is empty. Not safe for concurrent use while Number is called.
type Table struct {
	Keys  []uint64 // by number; read only
	slots []uint32 // numbers plus one, 0 where none is; a power of two, at most three quarters full; open addressing, linear probing
}

// hash spreads keys over slots (Fibonacci hashing, Knuth 6.4).
func hash(key uint64) uint64 {
	key *= 0x9e3779b97f4a7c15
	return key ^ key>>32
}

// Number returns the number of a key and gives it one when it is new.
func (t *Table) Number(key uint64) uint32 {
	if 4*(len(t.Keys)+1) > 3*len(t.slots) {
		t.grow()
	}
	at := t.find(key)
	if t.slots[at] == 0 {
		t.Keys = append(t.Keys, key)
		t.slots[at] = uint32(len(t.Keys))
	}
	return t.slots[at] - 1
}

// New gives a key that has no number yet the next one. It is not looked for: where all keys come from one list, that is most of the work.
func (t *Table) New(key uint64) uint32 {
	t.Keys, t.slots = append(t.Keys, key), nil
	return uint32(len(t.Keys) - 1)
}

// find returns the slot of a key, or the empty one where it belongs.
func (t *Table) find(key uint64) uint64 {
	mask := uint64(len(t.slots) - 1)
	at := hash(key) & mask
	for ; t.slots[at] != 0 && t.Keys[t.slots[at]-1] != key; at = (at + 1) & mask {
	}
	return at
}

// grow makes room for as many keys again.
func (t *Table) grow() {
	slots := max(256, 2*len(t.slots))
	for 3*slots < 8*len(t.Keys) {
		slots *= 2
	}
	t.slots = make([]uint32, slots)
	for number, key := range t.Keys {
		t.slots[t.find(key)] = uint32(number + 1)
	}
}
