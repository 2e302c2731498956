"""Pure foundations: texts in two languages, units, periods, kinds of target. No I/O, no framework."""
