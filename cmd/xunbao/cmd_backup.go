package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"xunbao/index"
	"xunbao/index/backup"
	"xunbao/web/fault"
)

func (p *program) backupCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup DEST",
		Short: "Copy the collection to a folder while it is searched and written",
		Long: "Copy the collection to the folder DEST: articles, your words and synonyms, saved searches, the state of feeds. A server goes on answering and\n" +
			"taking in articles meanwhile; the copy is the collection between two batches. Into a DEST that holds a backup only what is new is sent. Every file is\n" +
			"checked, and a backup that is stopped leaves the former one whole. The index is not copied: xunbao restore builds it again.\n\n" +
			exitHelp(exitDone, exitFailed, exitUsage, exitHeld),
		Example: "  xunbao backup /backup/news\n  XUNBAO_TOKEN=… xunbao backup --server https://news.example /backup/news",
		Args:    cobra.ExactArgs(1),
	}
	server := cmd.Flags().String("server", "", "address of a server whose collection to copy, such as https://news.example, instead of a data folder; with the token of the settings")
	asJSON := jsonFlag(cmd, "print the summary as JSON")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *server != "" {
			return p.backupServer(cmd, *server, args[0], *asJSON)
		}
		return p.withFolder(cmd, false, func(ctx context.Context, f *folder, _ settings) error {
			if f.own != nil {
				return p.backup(ctx, args[0], *asJSON, ownCopy(f.own))
			}
			return p.backup(ctx, args[0], *asJSON, f.client.copy)
		})
	}
	return cmd
}

// backupServer copies the collection of a server that is reached by its address.
func (p *program) backupServer(cmd *cobra.Command, address, to string, asJSON bool) error {
	at, err := url.Parse(strings.TrimSuffix(address, "/"))
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Host == "" {
		return &usageError{fmt.Errorf("--server: %q is not the address of a server, such as https://news.example", address)}
	}
	s, err := p.settings(cmd)
	if err != nil {
		return err
	}
	transport := &http.Transport{DisableCompression: true}
	defer transport.CloseIdleConnections()
	c := &client{base: at.String(), key: s.Token, http: &http.Client{Transport: transport}}
	return p.backup(cmd.Context(), to, asJSON, c.copy)
}

// copying gives the tar of a backup without the files that are had. The caller closes it.
type copying func(ctx context.Context, have map[string]bool) (io.ReadCloser, error)

// copy asks the server.
func (c *client) copy(ctx context.Context, have map[string]bool) (io.ReadCloser, error) {
	text, err := json.Marshal(map[string][]string{"have": slices.Sorted(maps.Keys(have))})
	if err != nil {
		return nil, err
	}
	return c.send(ctx, http.MethodPost, "/api/v1/backup", nil, "application/json", bytes.NewReader(text))
}

// ownCopy asks the folder that this process holds.
func ownCopy(own index.Copier) copying {
	return func(ctx context.Context, have map[string]bool) (io.ReadCloser, error) {
		out, in := io.Pipe()
		body := &ownBody{out, make(chan struct{})}
		go func() {
			defer close(body.done)
			in.CloseWithError(own.Copy(ctx, have, in))
		}()
		return body, nil
	}
}

// ownBody is the tar that this process makes. Close waits until what it is made of is removed.
type ownBody struct {
	*io.PipeReader
	done chan struct{}
}

func (b *ownBody) Close() error {
	err := b.PipeReader.Close()
	<-b.done
	return err
}

// backup takes a copy into the folder to and tells about it.
func (p *program) backup(ctx context.Context, to string, asJSON bool, from copying) (err error) {
	began := p.now()
	folder, err := backup.OpenFolder(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	body, err := from(ctx, folder.Have())
	if err != nil {
		return err
	}
	bar := newProgress(p.stderr, isTerminal(p.stderr), p.now)
	got, err := folder.Receive(ctx, body, bar.update)
	bar.done()
	if err != nil {
		return errors.Join(reasonOf(err), body.Close())
	}
	_, _ = io.Copy(io.Discard, body) // what follows the manifest; the copy is removed on the other side by then
	if err := body.Close(); err != nil {
		return err
	}
	return p.tellBackup(got, asJSON, p.now().Sub(began))
}

// reasonOf is the error of the API that broke a backup off, when it is one.
func reasonOf(err error) error {
	var broken *backup.FaultError
	var body fault.Body
	if errors.As(err, &broken) && json.Unmarshal(broken.Reason, &body) == nil && body.Error.Code != "" {
		return faultOf(http.StatusOK, body.Error)
	}
	return err
}

// told is the summary of a backup or a restore as JSON.
type told struct {
	Articles int       `json:"articles"`
	Last     uint64    `json:"last"`
	Digest   string    `json:"digest"`
	Time     time.Time `json:"time"`
	Files    int       `json:"files"`
	Bytes    int64     `json:"bytes"`
	Sent     int64     `json:"sent_bytes"`
	TookMS   int64     `json:"took_ms"`
}

func tellManifest(m backup.Manifest, sent int64, took time.Duration) told {
	return told{Articles: m.Articles, Last: m.Last, Digest: m.Digest, Time: m.Time, Files: len(m.Files), Bytes: m.Bytes(), Sent: sent, TookMS: took.Milliseconds()}
}

func (p *program) tellBackup(got backup.Received, asJSON bool, took time.Duration) error {
	t := tellManifest(got.Manifest, got.Bytes, took)
	if asJSON {
		return p.printJSON(t)
	}
	_, err := fmt.Fprintf(p.stdout, "%-11s %s\n%-11s %d\n%-11s %s\n%-11s %s in %s\n%-11s %s in %s that were not there\n%-11s %s\n",
		"articles", count(t.Articles), "change", t.Last, "digest", t.Digest, "size", byteSize(t.Bytes), plural(t.Files, "file"),
		"sent", byteSize(t.Sent), plural(got.Files, "file"), "took", took.Round(time.Millisecond))
	return err
}
