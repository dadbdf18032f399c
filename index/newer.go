package index

import "errors"

// ErrNewer: the data folder has a form that this program does not know. It is not damaged and nothing in it is changed: the program that wrote it opens it, and so
// does a newer one.
var ErrNewer = errors.New("the data folder was written by a newer version of xunbao, which can read it")
