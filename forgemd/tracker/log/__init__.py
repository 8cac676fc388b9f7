"""The change log, and what its entries record."""
