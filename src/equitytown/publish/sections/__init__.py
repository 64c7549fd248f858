"""Report sections: an edition into blocks, one section a module."""
