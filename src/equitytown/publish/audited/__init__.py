"""An edition as an audit sees it: its parts are known, so nothing is guessed that a reader of files has to guess."""
