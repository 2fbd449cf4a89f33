"""The platform files: read strictly, checked as a whole, changed by overlays within narrow limits."""

from stagedoor.catalogue.load import Catalogue, load, load_one
from stagedoor.catalogue.resources import resource_path

__all__ = ["Catalogue", "load", "load_one", "resource_path"]
