"""Runs."""

from runs import Row

ROWS: list[Row] = []
