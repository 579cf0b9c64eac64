-- The same cache: what made another implementation worth while elsewhere does not apply here.
return require "resty.lrucache"
