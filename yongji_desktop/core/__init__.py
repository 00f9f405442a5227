"""What is true without a disk, a window or a printer: kinds, rules, wording, clocks."""
