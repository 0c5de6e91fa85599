"""Lists as files: exactly the rows that the page shows its reader, as CSV or for a spreadsheet."""
