"""Which statuses a document has, and which change of status is legal."""
