-- Files may be of the web too (their address is whole then), and of pictures is known how large they are.

ALTER TABLE media ADD COLUMN width INTEGER;   -- in pixels, as it is shown; NULL: no picture, or not looked at
ALTER TABLE media ADD COLUMN height INTEGER;
ALTER TABLE media ADD COLUMN still INTEGER;   -- whether it can be shown in other sizes: it does not move
