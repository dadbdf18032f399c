package web

import (
	"crypto/rand"

	"github.com/gin-gonic/gin"
)

// contentPolicy lets a page load its own style sheets, scripts and images, send its own forms, and nothing else.
const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// permissions turns off what a page could ask of a device.
const permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), " +
	"browsing-topics=()"

// headers gives every answer its request id and the headers that keep browsers careful.
func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("X-Request-Id", rand.Text())
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Permissions-Policy", permissions)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
