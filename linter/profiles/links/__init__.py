"""How each generator resolves links and publishes its pages, imported when links are checked.

What a generator, a theme or a plug-in alone decides is not resolved, so that no link which works is
reported.
"""
