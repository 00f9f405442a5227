"""The editor of an inspection: from arrival to paper."""
