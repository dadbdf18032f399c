package browsertest

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// look is how somebody looks at a page. The zero value is a desktop by day in Chinese, with JavaScript.
type look struct{ phone, dark, english, scriptless bool }

func (l look) String() string {
	name := "desktop"
	if l.phone {
		name = "phone"
	}
	for _, word := range []struct {
		on   bool
		word string
	}{{l.dark, " dark"}, {l.english, " english"}, {l.scriptless, " without JavaScript"}} {
		if word.on {
			name += word.word
		}
	}
	return name
}

// fourLooks pair sizes, themes and languages so that each meets each other once.
func fourLooks() []look {
	return []look{{dark: true}, {english: true}, {phone: true}, {phone: true, dark: true, english: true}}
}

// size is that of the window in CSS pixels.
func (l look) size() (width, height int64) {
	if l.phone {
		return 390, 844
	}
	return 1280, 900
}

// emulate makes a tab look so.
func (l look) emulate(ctx context.Context, t *chromedp.Target) error {
	width, height := l.size()
	scheme, languages := "light", "zh-CN,zh;q=0.9"
	if l.dark {
		scheme = "dark"
	}
	if l.english {
		languages = "en-GB,en;q=0.9"
	}
	_, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: l.phone})
	if err == nil {
		_, err = cdp.Call(ctx, t, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: l.phone})
	}
	if err == nil {
		_, err = cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	}
	if err == nil {
		_, err = cdp.Call(ctx, t, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": languages}})
	}
	if err == nil {
		_, err = cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.scriptless})
	}
	return err
}
