"""How each site generator reads its files: one module a generator, found by walking the package."""
