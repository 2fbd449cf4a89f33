"""The loopback sockets that catch a sign-in's return. Rules and pages apart from sockets; parsing is `oauth`'s."""
