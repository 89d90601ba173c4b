"""The smallest edits of a document: rewrite a scalar, insert, remove, rename or move entries.

Every function returns edits of the original text and touches nothing else: comments, quotes,
indentation and line ends stay. Where no such edits exist the result is None, and a rule then
reports without a fix.
"""
