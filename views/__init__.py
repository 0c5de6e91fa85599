"""What people see and send: pages, forms, templates."""
