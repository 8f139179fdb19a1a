-- Version 4: how sure the surest telling of an entry is.
ALTER TABLE entries ADD COLUMN confidence DOUBLE DEFAULT 1;

-- All is reconciled anew: until then entries have what their records lack, the default.
DELETE FROM meta WHERE key = 'reconciled_with';

CREATE OR REPLACE VIEW timeline AS
    SELECT first_day, date, kind, category, mode, marks, actor_codes, recipient_codes, summary,
        len(reports) AS reports, outlets, independent, confidence, id
    FROM entries WHERE kind <> 'statement' AND NOT hidden ORDER BY first_day NULLS LAST, id;
CREATE OR REPLACE VIEW statements AS
    SELECT first_day, date, actor_codes AS speaker_codes, actors AS speakers, summary,
        len(reports) AS reports, outlets, independent, confidence, id
    FROM entries WHERE kind = 'statement' AND NOT hidden ORDER BY first_day NULLS LAST, id;
