"""Tables: those that the format kept, and those rebuilt from their cells."""
