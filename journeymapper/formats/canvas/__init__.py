"""JSON Canvas 1.0 (`.canvas`): boards of text, files, links and groups, as note-taking programs have them."""
