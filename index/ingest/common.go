package ingest

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// How usual a character is in Chinese text.
const (
	rare   = iota
	usual  // one of the 9,000 that the makers of GB 2312 and Big5 put first
	common // one of the few hundred that most of any text consists of
)

// usualness of the characters up to U+FFFF.
var usualness = func() *[1 << 16]uint8 {
	var table [1 << 16]uint8
	mark := func(e encoding.Encoding, firstLead, lastLead, firstTrail byte) {
		d := e.NewDecoder()
		for lead := int(firstLead); lead <= int(lastLead); lead++ {
			for trail := int(firstTrail); trail <= 0xfe; trail++ {
				s, err := d.String(string([]byte{byte(lead), byte(trail)}))
				if r := []rune(s); err == nil && len(r) == 1 && r[0] >= 0x4e00 && r[0] <= 0x9fff {
					table[r[0]] = usual
				}
			}
		}
	}
	mark(simplifiedchinese.GBK, 0xb0, 0xd7, 0xa1)
	mark(traditionalchinese.Big5, 0xa4, 0xc6, 0x40)
	for _, r := range commonText {
		table[r] = common
	}
	return &table
}()

// commonText are the characters that most of any Chinese text consists of, in both scripts, and its punctuation.// commonText are the characters that most of any Chinese text consists of, in both scripts, and its punctuation.
const commonText = "，。、：；？！“”‘’（）《》「」『』…—·　" +
	"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔称级省州县村镇街广京沪江河湖城" +
	"這個們來為國說時會對發後過經種動學現當沒還進樣實軍無與長機關點業將兩間問應戰頭體見產東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該規萬術領確傳師觀讓識導爭運筆稱級縣鎮廣滬麼裡於著從開網聞給話門車華台灣"
