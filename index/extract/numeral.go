package extract

// number reads a run of digits, half or full width, or a Chinese numeral below a hundred (二十一, 廿一) or digit by digit (二〇二四).
// 元 is one, as in 民國元年.
func number(s string) (int, bool) {
	if s == "元" {
		return 1, true
	}
	if s == "" {
		return 0, false
	}
	value, tens, seenTen := 0, 0, false
	for _, r := range s {
		switch {
		case r == '十':
			if seenTen || value > 9 {
				return 0, false
			}
			tens, value, seenTen = max(value, 1)*10, 0, true
		case r == '廿' || r == '卅':
			if seenTen || value != 0 {
				return 0, false
			}
			tens, seenTen = 20, true
			if r == '卅' {
				tens = 30
			}
		default:
			d, ok := digit(r)
			if !ok || value > 999_999 {
				return 0, false
			}
			value = value*10 + d
		}
	}
	if seenTen && value > 9 {
		return 0, false
	}
	return tens + value, true
}

// digit is the value of one digit character.
func digit(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r >= '０' && r <= '９':
		return int(r - '０'), true
	}
	d, ok := hanDigits[r]
	return d, ok
}

var hanDigits = map[rune]int{
	'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '两': 2, '兩': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}
