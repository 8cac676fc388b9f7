"""Words by which people say things of tasks, in many languages: statuses, headers, months."""
