"""Speed and memory as ratios measured side by side in one run. `make bench` prints them; no test depends on a clock."""
