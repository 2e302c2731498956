"""What the pages of works and supervision share: typed fields, lists with filters, who may press which button."""
