-- The caller learns the id, too.
kong.response.set_header("X-Correlation-ID", kong.ctx.shared.correlation_id)
