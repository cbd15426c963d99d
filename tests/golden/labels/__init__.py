"""What a careful reader takes from real plans, kept as places in texts that stay outside the repository."""
