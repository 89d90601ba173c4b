"""Proves files clean without parsing them fully; what it cannot prove, `linter.lint` lints.

Nothing here imports a library, a rule or a schema: what a rule states about itself (`silence`)
and what a schema states is compiled once to data (`plan`), which `prove` holds a file to.
"""
