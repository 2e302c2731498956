"""The cities that ship with the product, each a folder of facts: areas, agencies, the ledger of its plans."""
