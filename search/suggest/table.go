package suggest

// encode writes units so that they sort as they do, 2 bytes each.
func encode(units []unit) string {
	out := make([]byte, 0, 2*len(units))
	for _, u := range units {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}

// unitAt is the unit of an encoded text at a place.
func unitAt(encoded string, place int) unit {
	return unit(encoded[2*place])<<8 | unit(encoded[2*place+1])
}
