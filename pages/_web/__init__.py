"""What every page needs from the web: who is looking, the address, the cache, downloads."""
