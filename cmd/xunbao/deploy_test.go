package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestDeployedSettings: the image, the compose file and the units name settings and commands that there are.
func TestDeployedSettings(t *testing.T) {
	root := filepath.Join("..", "..")
	units, err := filepath.Glob(filepath.Join(root, "deploy", "*.service"))
	if err != nil || len(units) == 0 {
		t.Fatal(units, err)
	}
	variable := regexp.MustCompile(`\bXUNBAO_[A-Z_]+\b`)
	command := regexp.MustCompile(`(?:/usr/local/bin/xunbao |"/xunbao", "|CMD \["|command: \[")([a-z]+)`)
	var commands []string
	for _, c := range (&program{}).root().Commands() {
		commands = append(commands, c.Name())
	}
	for _, name := range append(units, filepath.Join(root, "Dockerfile"), filepath.Join(root, "compose.yaml")) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range variable.FindAllString(string(text), -1) {
			if !slices.ContainsFunc(settingTable, func(s setting) bool { return s.env() == v }) {
				t.Errorf("%s: there is no setting %s", name, v)
			}
		}
		found := command.FindAllStringSubmatch(string(text), -1)
		if len(found) == 0 {
			t.Errorf("%s: no command was found", name)
		}
		for _, m := range found {
			if !slices.Contains(commands, m[1]) {
				t.Errorf("%s: there is no command %s", name, m[1])
			}
		}
	}
}
