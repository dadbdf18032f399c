package api

import (
	"errors"
	"fmt"

	"xunbao/index"
	"xunbao/web/fault"
	"xunbao/web/ledger"
)

// refuseRecord tells of a record of a request that could not be taken. Its line is 0 where the body is one record.
func (a *api) refuseRecord(line int, why fault.Detail) {
	a.Rejected(1)
	origin := "body"
	if line > 0 {
		origin = fmt.Sprintf("body:%d", line)
	}
	reason := why.Message
	if why.Field != nil {
		reason = *why.Field + ": " + reason
	}
	a.Ledger.Refuse(ledger.Articles, &index.RecordError{Origin: origin, Err: errors.New(reason)})
}

// refuseRecords tells of those of a rebuild.
func (a *api) refuseRecords(done index.Summary) {
	a.Rejected(done.Rejected)
	a.Ledger.Refuse(ledger.Rebuild, done.Rejections...)
	a.Ledger.RefuseMore(done.Rejected - len(done.Rejections))
}
