"""Views in, the HTML of pages out: today, customers, one customer, problems, subscribe."""
