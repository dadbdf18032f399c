package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// healthy answers GET /healthz: the process lives and answers.
func (a *api) healthy(c *gin.Context) error {
	c.String(http.StatusOK, "ok")
	return nil
}

// ready answers GET /readyz: searches can be answered.
func (a *api) ready(c *gin.Context) error {
	ctx, cancel := a.bounded(c)
	defer cancel()
	if _, err := a.Backend.Status(ctx); err != nil {
		return err
	}
	c.String(http.StatusOK, "ready")
	return nil
}
