package highlight

// Run is a piece of a text that is wholly marked or wholly not.
type Run struct {
	Text  string
	Match bool
}

// Runs cuts text into marked and plain pieces in turn, none empty. Put together they are text, byte for byte. Marks are code points
// into text in any order; what lies outside of text is left out.
func Runs(text string, marks []Span) []Run {
	marks = Merge(marks)
	var runs []Run
	from := 0 // byte where the open run begins
	match := false
	point := 0
	for at := range text {
		for len(marks) > 0 && point >= marks[0].End {
			marks = marks[1:]
		}
		if marked := len(marks) > 0 && point >= marks[0].Start; marked != match {
			if at > from {
				runs = append(runs, Run{text[from:at], match})
			}
			from, match = at, marked
		}
		point++
	}
	if from < len(text) {
		runs = append(runs, Run{text[from:], match})
	}
	return runs
}
