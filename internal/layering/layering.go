// Package layering holds one test: the import arrows of docs/architecture.md are the only ones. It exports nothing.
package layering
