"""Proves files clean without parsing them fully; what it cannot prove, `linter.lint` lints.

Nothing here imports a library, a rule or a schema. What rules (`silence`) and a schema state is
compiled once to data (`plan`), and `prove` tests files against it.
"""
