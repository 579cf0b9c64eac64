-- The id and who asked stand in what is logged of the request, by whichever plugin logs it.
kong.log.set_serialize_value("request.correlation_id", kong.ctx.shared.correlation_id)
kong.log.set_serialize_value("request.agent", kong.request.get_header("User-Agent") or "none")
kong.log.notice("correlation id ", kong.ctx.shared.correlation_id, " answered with ", kong.response.get_status())
