package extract

import (
	"net/url"
	"strings"
)

// bigSite is what only knowing a site can tell.
type bigSite struct {
	host     string // it ends with this, and a path that begins with path
	path     string
	name     string
	accounts bool // pages belong to accounts, and the account is the source even when its name reads as a person's
}

// bigSites are the only rules for single sites. A page is theirs by its canonical address.
var bigSites = []bigSite{
	{"toutiao.com", "/", "今日头条", true},
	{"baijiahao.baidu.com", "/", "百家号", true},
	{"mp.weixin.qq.com", "/", "微信公众平台", true},
	{"sohu.com", "/a/", "搜狐", true},
	{"163.com", "/dy/", "网易号", true},
	{"163.com", "/", "网易", false},
	{"qq.com", "/", "腾讯网", false},
	{"sina.com.cn", "/", "新浪网", false},
	{"ifeng.com", "/", "凤凰网", false},
	{"people.com.cn", "/", "人民网", false},
}

// siteOf is the big site an address belongs to; ok is false when it belongs to none.
func siteOf(address string) (site bigSite, ok bool) {
	u, err := url.Parse(address)
	if err != nil {
		return bigSite{}, false
	}
	host := strings.ToLower(u.Hostname())
	for _, s := range bigSites {
		if (host == s.host || strings.HasSuffix(host, "."+s.host)) && strings.HasPrefix(u.Path, s.path) {
			return s, true
		}
	}
	return bigSite{}, false
}

// hostName is the host of an address, without www.
func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
