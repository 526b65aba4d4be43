"""Measuring: what pages and sign-ups cost, as ratios to a bare Flask page in the same run."""
