"""What a failed set-up means, and what cures it. Written for Python 3.6 on purpose, as set_up.py is."""

import re
import shutil

AGAIN = "run the same command again: it goes on from here"
# pattern in what the installer printed, what it means, what cures it; the first match counts
CAUSES = [
    (
        r"No space left on device|os error 28|Errno 28|Disk quota exceeded|not enough space",
        "the disk is full",
        "Free about 1 GB (the folder, the temporary folder and your home are used), then " + AGAIN,
    ),
    (
        r"Hash mismatch|hash mismatch|DO NOT MATCH THE HASHES",
        "a downloaded package is not the one that requirements.lock names (its hash differs)",
        "Nothing of it was installed. Try another network or package index, and " + AGAIN,
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer|SSLCertVerificationError",
        "the certificate of the package index is not trusted",
        "Behind a company proxy, set PIP_CERT and SSL_CERT_FILE to its certificate file, then " + AGAIN,
    ),
    (
        r"Name or service not known|name resolution|nodename nor servname|dns error|Failed to resolve"
        r"|Network is unreachable|Connection refused|NewConnectionError|ProxyError|[Tt]imed out|tcp connect error"
        r"|error sending request|client error \(Connect\)|Could not connect|Connection reset|No route to host",
        "the network (or the package index) cannot be reached",
        "Check the connection and, if you use one, the proxy; then " + AGAIN,
    ),
    (
        r"Permission denied|Read-only file system|Operation not permitted|Errno 13|os error 13",
        "a file or folder may not be written",
        "Give yourself the right to write here and in your home, then " + AGAIN,
    ),
    (
        r"No matching distribution|No solution found|was not found in the package registry|no wheels with a matching",
        "the package index does not offer a package of requirements.lock for this computer",
        "Check which index your pip or uv is set to, and " + AGAIN + "; or try another Python: "
        "make clean, then make lab PYTHON=python3.12",
    ),
    (
        r"No module named '?venv|ensurepip|Failing command: .*python",
        "this Python came without venv and ensurepip",
        "On Debian or Ubuntu: sudo apt install python3-venv; then " + AGAIN,
    ),
]


def explain(printed, root):
    """What the installer printed, as cause and cure."""
    if shutil.disk_usage(root).free < 10e6:
        printed = "No space left on device"  # not every program says so
    for pattern, cause, cure in CAUSES:
        if re.search(pattern, printed):
            return cause + ". " + cure + "."
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    return "it ended with '%s'. When that is cured, %s." % (lines[-1][:200], AGAIN)
