"""What is kept: one encrypted file, its keys, its audit, its copies.

The only package that knows SQL. Values of the domain go in and come out; a row never leaves.
`opening.create_store` and `opening.open_store` give a `Store`; `Store.work()` is one writing
transaction with its audit rows, `Store.reading()` one consistent view. `worklists` holds the
joined reads, `load` fills a new store fast, `backup` makes verified copies, `audit.verify`
checks the whole file. Which database lies underneath is known to `dialect` alone.
"""
