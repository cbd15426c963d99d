"""Changes of the form of labelled plans that keep what their labels say (`bench/bench_variations.py`)."""
