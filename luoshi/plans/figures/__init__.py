"""Figures: the official numbers of indicators, by area and period."""
