"""The superior's own form: a blank as it looks, what stands in each of its places, and next year's blank."""
