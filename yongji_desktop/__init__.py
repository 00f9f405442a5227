"""永济镇街安全工作台: the desktop of a 镇(街道) safety officer."""

__version__ = "0.1.0"
