-- The body may get another length: the upstream's must go.
kong.response.clear_header("Content-Length")
