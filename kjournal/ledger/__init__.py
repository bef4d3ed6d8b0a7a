"""Money and grades: balances, ageing, gift totals, letters."""
