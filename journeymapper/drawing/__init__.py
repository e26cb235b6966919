"""What is drawn: the display list that every renderer draws, and the pages for print."""
