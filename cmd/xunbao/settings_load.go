package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/pflag"
)

// envPrefix begins the name of every variable that is ours, configVar names the settings file, defaultConfig is read when
// nothing names one and it is there.
const (
	envPrefix     = "XUNBAO_"
	configVar     = envPrefix + "CONFIG"
	configFlag    = "config"
	defaultConfig = "xunbao.yaml"
)

// given is a value with the place it came from, for messages.
type given struct {
	value, origin string
}

// loadSettings lets flags win over environment over settings file over defaults. Whatever is misspelt or cannot be read is a
// *usageError that names the place, also when a stronger place overrides it.
func loadSettings(flags *pflag.FlagSet, environ []string) (settings, error) {
	env, config, err := readEnviron(environ)
	if err != nil {
		return settings{}, &usageError{err}
	}
	file, err := readConfig(flags, config)
	if err != nil {
		return settings{}, &usageError{err}
	}
	s := settings{Feeds: file.feeds, AllowHosts: file.allowHosts, Readers: file.readers}
	for _, row := range settingTable {
		layers := []given{{row.fallback, "default"}}
		for _, layer := range []map[string]given{file.values, env, flagValues(flags)} {
			if v, ok := layer[row.name]; ok {
				layers = append(layers, v)
			}
		}
		for _, v := range layers {
			if err := row.set(&s, v.value); err != nil {
				return settings{}, &usageError{fmt.Errorf("%s: %w", v.origin, err)}
			}
		}
	}
	return s, ownTokens(s)
}

// ownTokens refuses a reader who has the token for writing.
func ownTokens(s settings) error {
	for _, r := range s.Readers {
		if r.Token == s.Token {
			return &usageError{fmt.Errorf("readers: %s has the token for writing", r.Name)}
		}
	}
	return nil
}

// readEnviron picks the settings out of the environment; variables that are set but empty count as not set.
func readEnviron(environ []string) (values map[string]given, config string, err error) {
	byEnv, names := map[string]string{}, []string{configVar}
	for _, row := range settingTable {
		byEnv[row.env()] = row.name
		names = append(names, row.env())
	}
	values = map[string]given{}
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		switch row, ok := byEnv[name]; {
		case !strings.HasPrefix(name, envPrefix):
		case name == configVar:
			config = value
		case !ok:
			return nil, "", fmt.Errorf("environment: unknown variable %s; did you mean %s?", name, nearest(name, names))
		case value != "":
			values[row] = given{value, "environment: " + name}
		}
	}
	return values, config, nil
}

// readConfig reads the settings file that the flag, else the environment names, else the default one if it is there.
func readConfig(flags *pflag.FlagSet, fromEnv string) (fileSettings, error) {
	name := fromEnv
	if f := flags.Lookup(configFlag); f != nil && f.Changed {
		name = f.Value.String()
	}
	optional := name == ""
	if optional {
		name = defaultConfig
	}
	text, err := os.ReadFile(name)
	if optional && errors.Is(err, fs.ErrNotExist) {
		return fileSettings{}, nil
	}
	if err != nil {
		return fileSettings{}, fmt.Errorf("read settings: %w", err)
	}
	return parseConfig(name, text)
}

// flagValues returns the settings that were given as flags.
func flagValues(flags *pflag.FlagSet) map[string]given {
	values := map[string]given{}
	for _, row := range settingTable {
		if f := flags.Lookup(row.name); f != nil && f.Changed {
			values[row.name] = given{f.Value.String(), "--" + row.name}
		}
	}
	return values
}
