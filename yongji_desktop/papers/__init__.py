"""The papers an officer hands out: composed as data, laid out as blocks, drawn in one place."""
