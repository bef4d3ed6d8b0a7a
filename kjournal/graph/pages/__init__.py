"""Pages: from the rows to the views, and a page made anew only where its view changed."""
