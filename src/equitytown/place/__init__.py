"""A place's folder, read and checked, or started anew."""
