"""The guided set-up: a flow that knows nothing of widgets, and views that draw what it shows."""
