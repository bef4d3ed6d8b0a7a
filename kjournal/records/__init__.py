"""Records: customer, visit and their parts, declared once with type, label and sensitivity."""
