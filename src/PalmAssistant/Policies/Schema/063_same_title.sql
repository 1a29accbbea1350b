-- A document without a number is told by its title.
create index on policy.document (title) where number is null;
