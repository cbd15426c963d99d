"""Encrypt and decrypt files in the age format (age-encryption.org/v1), for X25519 recipients only."""
