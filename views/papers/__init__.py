"""Files and answers that people give so that something can be decided: giving, reading, downloading."""
