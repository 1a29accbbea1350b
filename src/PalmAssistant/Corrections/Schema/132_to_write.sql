-- Asked every minute: is anything decided and not written? Proposals that wait, came back or were withdrawn are never written and are not in the way.
create index proposal_to_write on correction.proposal (made_at) where written_at is null and state in ('applied', 'undone');
drop index correction.proposal_unwritten;
