"""Nothing that was acknowledged is lost: kills, power cuts, failing statements, older states, another database."""
