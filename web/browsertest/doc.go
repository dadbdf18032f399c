// Package browsertest has no code but tests: they load the pages of a real server in a real Chromium, on a desktop and on a phone, by day and by
// night, in Chinese and in English, with JavaScript and without, and fail on whatever the browser complains about. Where there is no
// browser, or no axe-core for the rules of accessibility, they say so and skip.
package browsertest
