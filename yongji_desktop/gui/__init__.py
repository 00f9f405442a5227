"""The window. It knows services and parts, never SQL, reportlab or zip files."""
