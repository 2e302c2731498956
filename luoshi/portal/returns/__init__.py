"""What the pages of returns show and read: the cells of the form, the lines of a return."""
