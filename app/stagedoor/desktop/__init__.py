"""The window: a face over the services, as the command line is. The only place for Qt."""
