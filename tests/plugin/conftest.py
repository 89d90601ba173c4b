"""The plug-in's own tests run where it is installed, never among those of articlelint."""

collect_ignore = ["house-style"]
