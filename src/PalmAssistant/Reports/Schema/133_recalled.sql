-- Taken back by its publisher: asked of nobody any more, and no demand that a later one repeats.
alter table reports.issue add column recalled_at timestamptz;
