"""The parts pages are put together from."""
