--- the classic of going back and forth
return (ngx.re.match(("a"):rep(40) .. "!", "^(a+)+$"))
--> nil

--- nested stars
return select(2, ngx.re.match(("x"):rep(60) .. "y", "(x*)*z"))
--*

--- overlapping alternatives
return (ngx.re.find(("a"):rep(60) .. "!", "^(a|aa)+b*(a|aa)+c*(a|aa)+$"))
--> nil

--- overlapping alternatives in gsub
return select(3, ngx.re.gsub(("a"):rep(60) .. "!", "^(a|a?)+$", "x"))
--*

--- back-references that multiply
return (select(2, ngx.re.match(("ab"):rep(3000), "(a|b|ab)*?\\1\\1c")))
--*

--- a huge repetition is refused
return (pcall(ngx.re.match, "x", "x{1000000000}")), select(2, ngx.re.match("x", "(x{65535}){65535}"))
--*

--- a pattern that nests without end is refused
return (pcall(ngx.re.match, "x", ("("):rep(100000) .. ("a"):rep(100000) .. (")"):rep(100000)))
--*

--- thousands of different patterns do not fill memory
--@ cpu=5000
for i = 1, 20000 do ngx.re.match("x", "x" .. i .. "?", "o") end
return "fine"
--> fine

--- recursion is refused
return select(2, ngx.re.match("((()))", "\\((?R)*\\)")) ~= nil
--> true

--- code within patterns is not run
return (ngx.re.match("x", "(?{os.exit()})x")), (ngx.re.match("x", "(?C1)x"))
--*

--- a template that names much
return (ngx.re.gsub(("a"):rep(1000), "a", ("$0"):rep(1000)))
--*

--- a function that gives much
--@ raw cpu=5000
local s = ("a"):rep(1e5)
ngx.re.gsub(s, "a", function() return ("x"):rep(1e5) end)
--! memory
