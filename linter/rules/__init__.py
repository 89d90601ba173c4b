"""The built-in rules, one a module, in a package for each family."""
