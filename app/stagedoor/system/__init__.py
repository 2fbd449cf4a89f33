"""The computer that Stagedoor runs on: folders, locks, clock, browser, logs, and how the process guards itself."""
