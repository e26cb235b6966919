"""How long things take: `python -m benchmarks`. Each figure stands beside a reference taken in the same run."""
