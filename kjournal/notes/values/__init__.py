"""Values: scalars as their field's declared type reads them."""
