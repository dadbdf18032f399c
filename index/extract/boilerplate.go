package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"xunbao/internal/news"
)

// endings are how the lines begin that follow an article and are never part of one. Each must be followed by a colon, a bracket,
// white space or nothing, so that 相关报道称… stays text.
var endings = newPattern(`^[【\[［(（<《>■◆●▲·\s]*(?i:` +
	`版[权權](?:与|與|及)?(?:免责|免責)?(?:声明|聲明|说明|說明|所有|信息)|免[责責](?:声明|聲明|条款)|(?:特别|郑重|法律|重要|转载|轉載|本[站网])(?:声明|聲明|说明)` +
	`|本[网網站](?:提醒|提示)|转码说明|(?:转载|轉載)(?:须知|须知)|著作[權权][說说]明|版权与免责|免[责責]|[声聲]明` +
	`|(?:作者|[她他]|本报|本刊)的?(?:最新|更多|其他|热门)(?:文章|作品|新闻|报道)|(?:相[关關]|热门|熱門|大家都在)(?:搜索|搜尋)|相[关關](?:阅读|閱讀|新闻|新聞|报道|報導|文章|链接|連結|推荐|推薦|资讯|專題|专题|稿件|内容)|延伸[阅閱][读讀]|延伸[\s·•|]*推[荐薦]|拓展阅读|扩展阅读|往期(?:回顾|推荐|精彩)` +
	`|(?:推荐|热门|精彩|热点|最新|更多|频道|编辑|延伸|猜你|为您|今日|相关|推薦|熱門|最新)(?:阅读|閱讀|新闻|新聞|文章|推荐|推薦|资讯|排行|图片|视频|热点|要闻|喜欢|喜歡|精彩|评论)(?:榜|排行|推荐|推薦)?` +
	`|猜你(?:喜欢|想看)|大家都在看|[您你]?可能(?:也|还|還)?(?:会|會)?(?:喜[欢歡]|感兴趣|想看).{0,4}|[^。，]{0,8}[还還]在看|[^。，]{0,4}栏目推荐|热搜榜?|点击排行|阅读排行|新闻排行|排行榜|图片新闻` +
	`|(?:网友|網友|最新|全部|所有|热门|发表|發表|我要)(?:评论|評論|留言|跟帖)|评论区|跟帖|[0-9,]+ ?条?(?:评论|跟[帖贴])|本文(?:网址|链接|地址|标签)` +
	`|[上下前后後][一1]?[篇条條页頁则則](?:新闻|文章)?` +
	`|联系我们|关于我们|關於我們|友情链接|网站地图|处理时间` +
	`)(?:[:：】\]］)）|｜>\s].*|$)`)

// contacts are lines that follow an article as a rule, but may stand within one about an event.
var contacts = newPattern(`^[【\[（(]?(?i:(?:服务|投稿|联系|聯絡|举报|客服|新闻|爆料|咨询)?(?:邮箱|信箱|电话|電話|热线|熱線)|(?:电子)邮箱|E-?mail|(?:联系)?地址|主[办辦](?:单位|單位)?|承办单位)[\s\x{3000}]*[:：]`)

// footers are found anywhere in a short line.
var footers = newPattern(`(?i)copyright|©|ICP[备備证證]|公网安备|all rights reserved|(?:版[权權]|著作[权權])所有(?:[^者，。]|$)|违法和不良信息|保留(?:一切|所有)权利|网站标识码|增值电信[^。]{0,8}[\d-]{4}|网络视听许可|信息网络传播|广播电视节目制作|互联网新闻信息服务许可`)

// strong are the words of endings that may be whole sentences; 今日热点：… with a sentence behind it is text.
var strong = newPattern(`(?i)版[权權]|著作[权權]|声明|聲明|免[责責]|[转轉][载載码碼]|本[站网網]|copyright|©|ICP`)

func isEnding(s string, n int, saw seen) bool {
	if n > 300 || n > 30 && strings.Contains(s, "，") && !strong.in(s, saw) {
		return false
	}
	return n <= 100 && contacts.in(s, saw) || endings.in(s, saw) || n <= 160 && footers.in(s, saw)
}

// notices are sentences in which a site speaks of itself or of the rights in the text.
var notices = newPattern(`转码收录|轉碼收錄|^\*?本文由[^。]{2,24}(?:授权|获准)|[仅僅]代表作者(?:个人|本人|個人)?(?:观点|看法|立场|觀點)|[仅僅]供表达个人|信息存储平台|原文[归歸].{2,20}所有|不[負负]保[證证][責责]任|不代表本?(?:[网站網报報台]|网站|平台|公众号|公司|人)|(?:版权|版權|著作权)(?:均)?[归歸属屬](?:文章来源|原作者|作者|原网站|原出处|本[网站网報报])` +
	`|[转轉][载載]目的在于|凡(?:本[网站網報报]|注明|标注|本报|来源|來源)[^。]{0,20}(?:注明|来源|來源|作品|稿件)|如[因有若]?[^。，,]{0,12}(?:侵权|侵權|版权|版權)[^。]{0,30}(?:联系|聯繫|删除|刪除|告知)` +
	`|请[^。]{0,16}与(?:本[网站]|我们|.{2,8}网)(?:联系|取得联系)|未[经經][^。]{0,14}(?:授权|授權|许可|許可|书面|同意)[^。]{0,10}(?:不得|禁止|严禁|請勿|请勿)[^。]{0,8}(?:转载|轉載|使用|複製|复制|搬运|镜像|摘编|转发|引用|刊载)` +
	`|自行承担使用本|不(?:声明或|作任何|对其)?保证[^。]{0,12}(?:准确|真实|正确|完整)性|对其真实性负责|本[网站](?:站)?(?:将迅速|不负责任|概不负责|不承担)|网不负责任|[仅僅]代表作者(?:个人|本人|個人)|请支持独立|转发请注明|投资者据此操作|不构成[^。]{0,6}投资建议` +
	`|图片(?:均)?来(?:自|源于)(?:网络|互联网)|[违違]者必究|(?:禁止|谢绝|請勿|请勿)(?:转载|轉載)|转载(?:请|須|须|時請|时请)(?:注明|註明|联系)|轉載請註明`)

// promotions are what a site wants of its readers in whole sentences, above the text, below it or amid it.
var promotions = newPattern(`(?:更多|原创|原創)[^。，]{0,8}(?:资讯|資訊|新闻|新聞|内容|內容)[^。，]{0,4}[请請]?下[载載]|[欢歡]迎下[载載][^。，]{0,12}(?:客户端|APP)|下[载載][^。，]{0,10}(?:客户端|APP)[^。，]{0,6}(?:福利|优惠|優惠|礼包)|第一时间[^。]{0,12}(?:资讯|消息)[^。]{0,4}【下载|【点击(?:投票|下载|报名|参与|购买)】`)

// longestPromotion is in characters; what is longer is an article's own paragraph.
const longestPromotion = 160

// isNotice looks at single paragraphs of moderate length only: an article about copyright has longer ones, and the words beside others.
func isNotice(s string, n int, saw seen) bool {
	return n <= 220 && notices.in(s, saw) && !strings.ContainsAny(s[:min(len(s), 3)], "“「『")
}

// cutNotice takes a notice about rights in brackets off the end of a paragraph: …【独家授权，禁止转载】.
func cutNotice(s string) string {
	for _, pair := range []string{"【】", "（）", "()", "[]"} {
		open, n := utf8.DecodeRuneInString(pair)
		if !strings.HasSuffix(s, pair[n:]) {
			continue
		}
		at := strings.LastIndexAny(s, string(open))
		if at > 60 && utf8.RuneCountInString(s[at:]) <= 120 && (notices.match(s[at:]) || promotions.match(s[at:])) {
			return trim(s[:at])
		}
	}
	return s
}

// noiseStart begins lines that invite to do something with the page.
var noiseStart = newPattern(`^[【\[(（>↓↑▼▲☞👇\s]*(?i:(?:请?用?(?:手机|微信))?扫一扫|掃一掃|(?:请?使?用(?:手机|微信))?扫描?[^。]{0,10}[二维条]+码|[长長]按[^。]{0,14}(?:码|碼|关注|识别)|[识識]别[^。]{0,10}[码碼]|分享(?:到|至|给|文章|本文|此)|点击[^。，]{0,14}(?:查看|进入|下载|关注|放大|收听|播放|阅读)|關注|关注[^。，]{0,16}(?:公众号|微信|微博|我们)|下[载載][^。，]{0,12}(?:客户端|APP)|(?:iOS|Android)[载載下][点點载載]|打[开開][^。，]{0,12}(?:APP|客户端|微信)|[请請](?:使用|用|升级|登录)[^。]{0,20}(?:浏览|扫描|登录|访问)|您(?:的|当前)浏览器|(?:展开|阅读|查看)(?:全文|原文|更多|剩余)|原[标標]?[题題][:：]|本文[^。]{0,6}(?:字|分钟|阅读时间)|阅读时间|用手机看|手机(?:看|阅读|扫码)|当前(?:字号|版本)|举报(?:文章|此|该)|[调調]整字[体號号體]|字[级級号號体體][设設][定置]|听(?:全文|新闻|文章)|播放语音|[请請]到应用|更多精彩|加入[会會][员員]|参与互动|[訂订]阅?閱?本站|本页到底|(?:视频|音频|图片|页面|正在)[^。，]{0,4}加载|手机扫码|.{0,8}[长長]按[^。]{0,6}[码碼]|(?:今天|现在|今日)是\s*\d{4}|https?://\S+$|跳[到至]正文|附件下载[:：]|附件[:：]\s*无|登录后|[—\-\s]*[—\-\s](?:THE\s)?(?:END|完)[—\-\s]+$|热搜[:：]|第[A-Z\d]+版|\[[^\]]{2,4}\]$|[#＃]\d+ |返回[^。]{0,10}(?:查看更多|首[页頁])|(?:上|下)?一?页?\s*\[\d+\])`)

// buttons are the words of share bars and tool bars, each alone or beside others.
var buttons = wordSet(`打印 列印 关闭 關閉 关闭窗口 關閉視窗 窗口 本页 打印本页 打印本文 关闭本页 字号 字號 字体 字體 字体大小 字體大小 大 中 小 特大 超大 默认 放大 缩小 增大 减小 恢复
	分享 分享到 分享至 收藏 加入收藏 收藏本页 微信 微博 新浪微博 腾讯微博 QQ QQ空间 Qzone QZone 朋友圈 微信朋友圈 微信好友 QQ好友 人人网 开心网 豆瓣 知乎 抖音 贴吧 百度贴吧 有道云笔记 今日头条 Facebook Twitter LINE Weibo WeChat Email 邮件 复制 复制链接 複製連結
	评论 評論 点赞 點讚 赞 讚 踩 举报 转发 转载 打赏 更多 加载中 正在加载 听新闻 播报 语音播报 朗读 暂停 播放 音频 繁体 簡體 简体 繁體 繁 简 简繁切换 全文 收起 展开 返回 返回首页 回首頁 返回顶部 返回列表 回到顶部
	首页 首頁 主页 手机版 电脑版 电子版 无障碍 无障碍浏览 关怀版 长者版 适老版 登录 登錄 登入 注册 註冊 搜索 搜尋 检索 设为首页 客户端 APP 网站地图 订阅 订阅号 视频 图片 图集 组图 下载 下一页 上一页 尾页 末页 第一页
	摘要 正文 完 AA A- A+ A + - T T+ T- × x 0 顶 我要评论 参与评论 人参与 已阅读 次 人 条 我来说两句 纠错 我要纠错 投稿 置顶 听 看 头条 推荐 责任编辑 编辑 来源 作者 时间 发布时间 扫码 二维码 手机阅读 PDF 保存
	纠错 顶部 我要打印 告诉好友 打印此文 发表评论 关闭此页 轉寄 回上頁 列印本頁 字級 转到手机 点分享 点收藏 点点赞 在看 空间 广告 廣告 查看原文 本页到底啦 搜尋 上一版 下一版 移动版 菜单 ☰ 看更多 人阅读 次阅读 人浏览 次浏览 人评论 人点赞 余下全文 阅读全文 上页 下页 暂无更多评论 写评论 档案 檔案 舊帖 END`)

// counter is how often a page was read, with or without its label, or the room for it.
var counter = regexp.MustCompile(counterForm)

const counterForm = `^(?:[人点點][气氣击擊閱阅]|点击(?:数|量|次数)?|點擊(?:數|量)?|[浏瀏][览覽](?:[数數量]|次[数數])?|[阅閱][读讀](?:[数數量]|次[数數])?|访问(?:量|次数)?|观看|播放|热度|評論|评论(?:数)?|点赞|字数|閱讀)?[:：]?[(（]?(?:[0-9,.]+[万w千k+]*|加载中|載入中|--)?(?:\.{2,}|…+)?[)）]?(?:[次人条條个個字]|次?(?:阅读|閱讀|浏览|瀏覽|评论|播放|跟帖|点赞))?$`

// counting are the characters counters are made of.
var counting = func() map[rune]bool {
	set := map[rune]bool{}
	for _, r := range counterForm + "0123456789" {
		set[r] = true
	}
	return set
}()

func isCounter(word string) bool {
	for _, r := range word {
		if !counting[r] {
			return false
		}
	}
	return counter.MatchString(word)
}

// betweenWords: white space, brackets and marks that set words apart.
func betweenWords(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\f', '\r', '\u3000', '|', '｜', '/', '／', ',', '，', '、', '·', '•', ':', '：', '[', ']', '【', '】', '(', ')', '（', '）', '<', '>', '《', '》':
		return true
	}
	return false
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// isNoise: every word is a button or a counter, or the line begins like an invitation or is a promotion; a line without a letter or digit too.
func isNoise(s string, n int, saw seen) bool {
	if n <= longestPromotion && promotions.in(s, saw) {
		return true
	}
	if n > 80 {
		return false
	}
	if noiseStart.in(s, saw) || agoLine.in(s, saw) {
		return true
	}
	if saw&datePattern.bit != 0 {
		if _, _, _, timed := findTime(s, news.Shanghai()); timed {
			return false
		}
	}
	return !slices.ContainsFunc(strings.FieldsFunc(s, betweenWords), func(word string) bool { return !isButton(word) })
}

func isButton(word string) bool {
	return buttons[word] || isCounter(word) || !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isMenu: three or more short words side by side, set apart by bars or spaces.
func isMenu(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|｜·•丨>»", r) })
	if len(words) < 3 {
		return false
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) > 8 || strings.ContainsAny(w, "，。！？；：、“”《》,!?0123456789") {
			return false
		}
		if r, _ := utf8.DecodeRuneInString(w); !unicode.Is(unicode.Han, r) && !buttons[w] {
			return false
		}
	}
	return len(words) >= 4 || buttons[words[0]]
}
