package api

import (
	_ "embed"
	"net/http"

	"github.com/gin-gonic/gin"
)

//go:embed openapi.yaml
var document []byte

// openapi answers GET /api/v1/openapi.yaml.
func (a *api) openapi(c *gin.Context) error {
	c.Data(http.StatusOK, "application/yaml; charset=utf-8", document)
	return nil
}
