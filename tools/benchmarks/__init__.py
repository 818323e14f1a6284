"""What the course promises about speed and memory, measured; `make bench` runs all."""
