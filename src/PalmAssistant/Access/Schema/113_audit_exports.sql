-- Questions about the audit by what was asked for, and by whom.
create index audit_exports on access.audit (kind, id) where kind = 'file';
