--- a line end in a message begins no record of its own
kong.log.err("first\n2026/11/25 00:00:00 [alert] 1#0: forged record")
return "logged"
--> logged
--norecord forged record

--- in ngx.log neither
ngx.log(ngx.ERR, "first\r\n2026/11/25 00:00:00 [alert] 1#0: forged record")
return "logged"
--> logged
--norecord forged record

--- nor in print, which sends it to the log
--@ environment=print
print("first\n2026/11/25 00:00:00 [alert] 1#0: forged record")
return "logged"
--> logged
--norecord forged record

--- nor in an error
--@ raw
error("first\n2026/11/25 00:00:00 [alert] 1#0: forged record", 0)
--! first
--norecord forged record

--- nor in kong.log.inspect, deprecation or a format
kong.log.inspect("first\n2026/11/25 00:00:00 [alert] 1#0: forged record")
kong.log.deprecation.write("first\n2026/11/25 00:00:00 [alert] 1#0: forged record")
kong.log.new("n", "%message\n2026/11/25 00:00:00 [alert] 1#0: forged record").err("x")
return "logged"
--> logged
--norecord forged record

--- control characters of a terminal do not reach the log
kong.log.err("\27[2J\27]0;title\7 cleared \8\8\8")
return "logged"
--> logged
--nocontrol

--- zero bytes do not cut a line
kong.log.err("before\0after")
return "logged"
--> logged
--~ after

--- a format of the log cannot ask for more than it is given
kong.log.set_format("%message %s %d %n %%") kong.log.err("x")
return "logged"
--> logged

--- a message of any length is cut
kong.log.err(("x"):rep(1e6))
return "logged"
--> logged

--- a thousand lines are written or counted
for i = 1, 1000 do kong.log.err("line ", i) end
return "logged"
--> logged
