"""The command line: one face over the services. The only place that prints."""
