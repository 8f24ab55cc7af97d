"""Checking what a decider answered against what a case expects, by rules and without a model."""
