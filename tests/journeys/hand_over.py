"""What $BROWSER names in journeys: hands the address over to the test, which opens it in its own browser."""

import socket
import sys

with socket.socket(socket.AF_UNIX) as test:
    test.connect(sys.argv[1])
    test.sendall(sys.argv[2].encode())
    test.shutdown(socket.SHUT_WR)
    test.recv(1)  # runs until the test has looked at it
