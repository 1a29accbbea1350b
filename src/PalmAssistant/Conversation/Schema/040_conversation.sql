-- What was said, in order, and what a conversation remembers.
-- A message is stored before it is acknowledged; its turn is open until its answer is stored, so a killed service resumes it.
create schema conversation;

create table conversation.conversation (
    id            text primary key,
    channel       text not null,               -- directline, …
    account_id    text not null,               -- whose role and scope hold for all that is said here
    started_at    timestamptz not null,
    last_at       timestamptz not null,
    last_sequence bigint not null default 0,
    state         jsonb not null default '{}'  -- DialogState: {"unfinished": name, "values": {…}}
);
create index conversation_last_at on conversation.conversation (last_at);

-- The log. sequence is the watermark; an activity's id is made of conversation and sequence, so the body holds neither.
create table conversation.activity (
    conversation_id text not null references conversation.conversation (id) on delete cascade,
    sequence        bigint not null,
    at              timestamptz not null,
    body            jsonb not null,            -- a Bot Framework Activity
    primary key (conversation_id, sequence)
);

-- One row a message that wants an answer; the channel's message id makes a redelivered one known.
create table conversation.turn (
    conversation_id text not null references conversation.conversation (id) on delete cascade,
    message_id      text not null,
    sequence        bigint not null,
    resumed         smallint not null default 0,  -- how often a restart found it open
    done_at         timestamptz,
    primary key (conversation_id, message_id)
);
create index turn_open on conversation.turn (conversation_id, sequence) where done_at is null;

-- A card is answered once; pressed again it says what became of it.
create table conversation.card (
    id              text primary key,
    conversation_id text not null references conversation.conversation (id) on delete cascade,
    made_at         timestamptz not null,
    answered_at     timestamptz,
    outcome         text                       -- the first line of what was answered
);
create index card_conversation on conversation.card (conversation_id);

create table conversation.upload (
    id              text primary key,
    conversation_id text not null references conversation.conversation (id) on delete cascade,
    message_id      text not null,
    name            text not null,
    content_type    text not null,
    length          bigint not null,
    path            text not null,             -- relative to the data folder
    at              timestamptz not null
);
create index upload_message on conversation.upload (conversation_id, message_id);

-- Stores a message once and opens its turn. The conversation's row lock puts messages in one order.
create function conversation.receive(for_conversation text, with_message text, with_body jsonb, received timestamptz, wants_answer boolean)
    returns table (stored_sequence bigint, is_new boolean) language plpgsql as $$
declare given bigint;
begin
    perform from conversation.conversation c where c.id = for_conversation for update;
    if not found then return; end if;
    select t.sequence into given from conversation.turn t where t.conversation_id = for_conversation and t.message_id = with_message;
    if found then return query select given, false; return; end if;
    update conversation.conversation c set last_sequence = c.last_sequence + 1, last_at = received where c.id = for_conversation
        returning c.last_sequence into given;
    insert into conversation.activity values (for_conversation, given, received, with_body);
    insert into conversation.turn (conversation_id, message_id, sequence, done_at)
        values (for_conversation, with_message, given, case when wants_answer then null else received end);
    return query select given, true;
end $$;

-- Adds what the bot says; answers the last sequence used.
create function conversation.say(in_conversation text, bodies jsonb[], said timestamptz)
    returns bigint language plpgsql as $$
declare last bigint;
begin
    update conversation.conversation c set last_sequence = c.last_sequence + cardinality(bodies), last_at = said where c.id = in_conversation
        returning c.last_sequence into last;
    insert into conversation.activity
        select in_conversation, last - cardinality(bodies) + b.n, said, b.body from unnest(bodies) with ordinality b (body, n);
    return last;
end $$;
