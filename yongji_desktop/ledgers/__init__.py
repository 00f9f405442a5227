"""Ledgers in (any workbook, with doubts shown) and out."""
