"""The directory of outlets and agencies, which lives in `corroborate.outlets` because annotation needs it too."""

from corroborate.outlets import Directory, Publisher, directory, host_of, name_key, sisters

__all__ = ["Directory", "Publisher", "directory", "host_of", "name_key", "sisters"]
