package saved

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Headers of a webhook.
const (
	SignatureHeader = "X-Xunbao-Signature" // as Sign writes it
	DeliveryHeader  = "X-Xunbao-Delivery"  // the id of the delivery, the same at every attempt
)

// Sign is the signature of a body that is sent at a time: "t=" and the time in seconds since 1970, a comma, "v1=" and the HMAC-SHA256 of the
// time, a full stop and the body under the secret, in hexadecimal.
func Sign(secret string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%d.", at.Unix())
	mac.Write(body)
	return fmt.Sprintf("t=%d,v1=%s", at.Unix(), hex.EncodeToString(mac.Sum(nil)))
}
