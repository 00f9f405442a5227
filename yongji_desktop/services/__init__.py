"""What an officer can do: one function a deed, one transaction a deed."""
