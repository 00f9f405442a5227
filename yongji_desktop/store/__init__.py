"""The only SQL: the change log, what is folded from it, photos, numbers, backups."""
