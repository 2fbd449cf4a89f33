"""The five jobs as plain async code over the ports: no Qt, no printing."""
