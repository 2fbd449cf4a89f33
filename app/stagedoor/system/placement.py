"""Says when a folder lies where files are copied elsewhere, or where locks cannot be trusted."""

import sys
from pathlib import Path

from stagedoor.domain.variables import HOME

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
}
_NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs")
_FIX = f"Keep it on this computer's own disk: name another folder with {HOME}."


def placement_warnings(folder: Path, mounts: str | None = None) -> list[str]:
    """Sentences for people, empty for a good place. `mounts` is the text of /proc/mounts, read if not given."""
    place = folder.resolve()
    service = _synced_by(place)
    if service:
        return [f"The folder {folder} is copied to other computers by {service}. {_FIX}"]
    if _on_network(place, _mount_table() if mounts is None else mounts):
        return [f"The folder {folder} lies on a network drive, where files can be damaged. {_FIX}"]
    return []


def _synced_by(place: Path) -> str | None:
    for part in place.parts:
        name = part.lower()
        for mark, service in _SYNCED.items():
            # "OneDrive - Crumb Kitchen", "Dropbox (Personal)"
            if name == mark or name.startswith((f"{mark} -", f"{mark} (", f"{mark}-")):
                return service
    return None


def _on_network(place: Path, mounts: str) -> bool:
    if place.drive.startswith("\\\\"):
        return True
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_unescaped(fields[1]))
        # A later mount on the same point covers the earlier one.
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind.startswith(_NETWORK)


def _unescaped(field: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, character)
    return field


def _mount_table() -> str:
    if sys.platform != "linux":
        return ""
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
