"""The built-in rules, one a module; modules that start with `_` are shared helpers."""
