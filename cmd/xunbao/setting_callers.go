package main

import (
	"fmt"
	"math"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

func setRate(s *settings, v string) (err error) {
	s.Rate, err = readRate(v)
	return err
}

// readRate reads requests a second, 0 for no limit.
func readRate(v string) (float64, error) {
	rate, err := strconv.ParseFloat(v, 64)
	if err != nil || rate < 0 || math.IsInf(rate, 0) || math.IsNaN(rate) || rate > 0 && rate < 0.001 {
		return 0, fmt.Errorf("%q is not a number of requests a second such as 5 or 0.5, or 0", v)
	}
	return rate, nil
}

func setConnections(s *settings, v string) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > 1_000_000 {
		return fmt.Errorf("%q is not a number of connections from 1 to 1000000", v)
	}
	s.Connections = n
	return nil
}

func setBurst(s *settings, v string) (err error) {
	s.Burst, err = readBurst(v)
	return err
}

func readBurst(v string) (int, error) {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > math.MaxInt32 {
		return 0, fmt.Errorf("%q is not a number of requests", v)
	}
	return n, nil
}

func setTrustedProxies(s *settings, v string) error {
	s.TrustedProxies = nil
	for text := range listed(v) {
		if at, err := netip.ParseAddr(text); err == nil {
			s.TrustedProxies = append(s.TrustedProxies, netip.PrefixFrom(at.Unmap(), at.Unmap().BitLen()))
			continue
		}
		net, err := netip.ParsePrefix(text)
		if err != nil {
			return fmt.Errorf("%q is neither an address such as 10.0.0.1 nor a network such as 10.0.0.0/8", text)
		}
		s.TrustedProxies = append(s.TrustedProxies, net.Masked())
	}
	return nil
}

func setCORSOrigins(s *settings, v string) error {
	s.CORSOrigins = nil
	for text := range listed(v) {
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || text != u.Scheme+"://"+strings.ToLower(u.Host) {
			return fmt.Errorf("%q is not a site as browsers name it, such as https://news.example, in small letters and without a path", text)
		}
		s.CORSOrigins = append(s.CORSOrigins, text)
	}
	return nil
}

// listed are the parts of a value that is a list with commas.
func listed(v string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" && !yield(part) {
				return
			}
		}
	}
}
