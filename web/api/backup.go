package api

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/index"
	"xunbao/index/backup"
	"xunbao/web/fault"
)

// maxHave is how many bytes the list of what a caller has may take: some hundred thousand files.
const maxHave = 8 << 20

const typeTar = "application/x-tar"

// copyWanted is the body of a request for a backup.
type copyWanted struct {
	Have []string `json:"have"` // SHA-256, in hex, of files that need not be sent
}

// backup answers POST /api/v1/backup: the collection as a tar, without what the caller has.
func (a *api) backup(c *gin.Context) error {
	if err := a.copies(c); err != nil {
		return err
	}
	if mediaType(c) != typeJSON {
		return unsupported(typeJSON)
	}
	body, err := readJSON(c, c.Request.Body, maxHave)
	if err != nil {
		return err
	}
	var wanted copyWanted
	if err := decodeStrictly(body, &wanted); err != nil {
		return err
	}
	have := make(map[string]bool, len(wanted.Have))
	for _, sum := range wanted.Have {
		have[sum] = true
	}
	out := newStream(c)
	out.mediaType = typeTar
	c.Header("Content-Disposition", `attachment; filename="xunbao-backup.tar"`)
	if err := a.Copier.Copy(c.Request.Context(), have, flushed{out}); err != nil {
		return a.explain(c, out, err)
	}
	return out.finish(nil)
}

// explain tells in the tar why it ends before its manifest, and breaks the answer off, so that nobody takes it for whole.
func (a *api) explain(c *gin.Context, out *stream, err error) error {
	if !out.begun {
		c.Writer.Header().Del("Content-Disposition")
		return err
	}
	reason, encoding := json.Marshal(fault.Of(err).Body())
	if encoding == nil && backup.Fault(out, reason) == nil {
		_ = out.flush() // the caller may have gone
	}
	a.breakOff(c, err)
	return nil
}

// flushed hands every piece to the client at once.
type flushed struct{ out *stream }

func (f flushed) Write(piece []byte) (int, error) {
	n, err := f.out.Write(piece)
	if err == nil && f.out.buffer.Buffered() == 0 {
		err = f.out.flush()
	}
	return n, err
}

// digest answers POST /api/v1/digest: one SHA-256 for all articles.
func (a *api) digest(c *gin.Context) error {
	if err := a.copies(c); err != nil {
		return err
	}
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Time{}) // every article is read
	d, err := a.Copier.Digest(c.Request.Context(), nil)
	if err != nil {
		return err
	}
	return answer(c, newDigest(d))
}

// digest is index.Digest in an answer.
type digest struct {
	Articles int    `json:"articles"`
	Last     uint64 `json:"last"`
	SHA256   string `json:"sha256"`
}

func newDigest(d index.Digest) digest { return digest(d) }

// copies refuses parameters, and everything where the back end hands out no copies.
func (a *api) copies(c *gin.Context) error {
	if a.Copier == nil {
		return fault.Fault{Status: http.StatusNotFound, Code: "not_found", Message: "this server hands out no copies of its articles"}
	}
	return checkParameters(c)
}
