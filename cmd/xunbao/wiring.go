package main

import (
	"context"
	"errors"
	"log/slog"

	"xunbao/internal/app"
)

// openApp opens a data folder with internal/app; one that another process holds is a *heldError.
func openApp(version string) func(context.Context, settings, *slog.Logger) (backend, error) {
	return func(ctx context.Context, s settings, log *slog.Logger) (backend, error) {
		collectBy(s.Memory)
		return opened(app.Open(ctx, appConfig(s, log, version)))
	}
}

// openSampled is openApp for serve: a folder that is new starts on the sample articles.
func openSampled(version string) func(context.Context, settings, *slog.Logger) (backend, error) {
	return func(ctx context.Context, s settings, log *slog.Logger) (backend, error) {
		collectBy(s.Memory)
		return opened(app.OpenOrSample(ctx, appConfig(s, log, version)))
	}
}

func appConfig(s settings, log *slog.Logger, version string) app.Config {
	return app.Config{DataDir: s.Data, Log: log, Version: version, RecencyHalfLife: s.RecencyHalfLife, WebhookHosts: s.WebhookHosts, LeaveOut: s.LeaveOut}
}

func opened(a *app.App, err error) (backend, error) {
	var locked *app.LockedError
	switch {
	case errors.As(err, &locked) && locked.Holder != nil:
		h := locked.Holder
		return nil, &heldError{dir: locked.Dir, holder: &holder{PID: h.PID, Addr: h.Addr, Key: h.Key}}
	case locked != nil:
		return nil, &heldError{dir: locked.Dir}
	case err != nil:
		return nil, err
	}
	return a, nil
}
