"""The desk: what a database holds, served to a browser and to programs, searched, followed, corrected."""
