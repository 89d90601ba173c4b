"""What a report on a site counts of each article, by the roles of its schema."""
