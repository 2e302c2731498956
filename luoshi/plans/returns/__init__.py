"""Returns (报送): calendar, forms, checks, workbooks, and their way from draft to locked."""
