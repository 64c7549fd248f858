"""The web application: accounts, the register, and what readers see of it. The only package that knows Django."""
