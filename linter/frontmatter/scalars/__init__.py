"""How readers of YAML type one scalar.

Jekyll reads front matter with Ruby's Psych, as
`Psych.safe_load(text, permitted_classes: [Date, Time], aliases: true)`. What is stated here about
Psych is the measured behaviour of version 4.0.4; the tests compare with the real one wherever
Ruby is installed. PyYAML stands for its `SafeLoader`, YAML 1.2 for ruamel.yaml, and for sites that
are read as YAML 1.2 for its core schema.

A *plain* scalar has no quotes and no tag. Quoted scalars without a tag are strings everywhere.
"""
