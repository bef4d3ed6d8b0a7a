"""One line instead of a group of fields: goods, people, papers, promises."""
