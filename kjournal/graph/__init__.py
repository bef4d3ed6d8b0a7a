"""The build graph: which rows are out of date, the steps in order, what to publish."""
