"""Stuntman: physically simulated characters that learn to perform a motion clip."""

__version__ = "0.1.0"
