// Package zh turns Chinese text into the terms of the index: it folds (variants, width, case), keeps the way back to the
// original, and cuts the folded text into two lanes, words as gse cuts them and grams of one to three characters. It is the
// only package that imports gse, and it knows nothing of Bleve, indexes or queries.
package zh
