-- Saves an answer, the new state and what became of cards, and closes the turn, all in one statement.
-- False, and nothing is saved, when the turn was answered meanwhile: by another process during a rolling restart.
create function conversation.answer(in_conversation text, to_message text, bodies jsonb[], said timestamptz, new_state jsonb,
    card_made text, card_answered text, card_outcome text)
    returns boolean language plpgsql as $$
begin
    update conversation.turn t set done_at = said where t.conversation_id = in_conversation and t.message_id = to_message and t.done_at is null;
    if not found then return false; end if;
    perform conversation.say(in_conversation, bodies, said);
    if new_state is not null then
        update conversation.conversation c set state = new_state where c.id = in_conversation;
    end if;
    if card_made is not null then
        insert into conversation.card (id, conversation_id, made_at) values (card_made, in_conversation, said);
    end if;
    if card_answered is not null then
        update conversation.card c set answered_at = said, outcome = coalesce(card_outcome, '') where c.id = card_answered;
    end if;
    return true;
end $$;
