"""How long things take, as ratios to named baselines in the same run: `make bench`, or `python -m tests.bench`."""
