-- The school that a member of staff belongs to, and the one that an appeal turned to; empty for all
-- of them, and for an appeal that nobody has sent yet.
ALTER TABLE staff ADD COLUMN school TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN school TEXT NOT NULL DEFAULT '';
