"""Results as data: title, columns, rows."""
