package main

// maxrssUnit is the unit of Rusage.Maxrss in bytes: Linux counts kilobytes.
const maxrssUnit = 1024
