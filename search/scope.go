package search

import "context"

// Scope is the part of a collection that a caller may learn of: articles that have, of every field named, one of its values. A back end answers
// whoever has a scope as if it held these articles alone; nil is all of them.
type Scope map[Field][]string

type scopeKey struct{}

// WithScope returns a context whose holder may learn of that part only.
func WithScope(ctx context.Context, s Scope) context.Context {
	return context.WithValue(ctx, scopeKey{}, s)
}

// ScopeOf is what the holder of a context may learn of.
func ScopeOf(ctx context.Context) Scope {
	s, _ := ctx.Value(scopeKey{}).(Scope)
	return s
}
