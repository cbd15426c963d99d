"""Files encrypted to a key that is not here: the format age (age-encryption.org/v1), X25519 recipients alone."""
