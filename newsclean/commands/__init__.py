"""The commands of `newsclean`, a file each; `newsclean.cli` puts them together."""
