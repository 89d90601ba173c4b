"""`articlelint report`: the health of a site as numbers, and as one page to look at.

The numbers come from the `Report` that every output format gets, and from a few values of each
article, read by role. `page` makes HTML of them, with charts by pygal.
"""
