"""Read files into tables, find the header, and take the rows below it."""
