-- Version 3: positions as the ledger sees them, issues that a person fixes, an index of words, and views for
-- analysts under the names of what they show. What was read moves to tables named for that.
DROP VIEW timeline;
DROP VIEW spoken;
DROP VIEW dyads_by_month;
DROP VIEW dyads;
DROP VIEW sources;
ALTER TABLE events RENAME TO read_events;
ALTER TABLE statements RENAME TO read_statements;
ALTER TABLE positions RENAME TO read_positions;

-- All is reconciled anew: until then there are no positions, and a search finds nothing.
DELETE FROM meta WHERE key = 'reconciled_with';

-- Issues of a user's file, in its order; `cues` are lemmas or phrases of lemmas.
CREATE TABLE fixed_issues (n INTEGER, name VARCHAR, cues VARCHAR[]);

CREATE TABLE stances (
    id VARCHAR, party VARCHAR, party_name VARCHAR, party_code VARCHAR, issue VARCHAR, stance VARCHAR,
    content VARCHAR, date VARCHAR, date_basis VARCHAR, first_day DATE, last_day DATE, toward VARCHAR[],
    toward_codes VARCHAR[], speakers VARCHAR[], own_view BOOLEAN, red_line BOOLEAN, answers VARCHAR[],
    reports VARCHAR[], entries VARCHAR[], record JSON NOT NULL
);

-- Words of entries: `form` as printed in lower case, `stem`, and how often the entry's tellings have it.
CREATE TABLE words (form VARCHAR, stem VARCHAR, entry VARCHAR, times INTEGER);
CREATE TABLE lengths (entry VARCHAR, words INTEGER);

CREATE VIEW timeline AS
    SELECT first_day, date, kind, category, mode, marks, actor_codes, recipient_codes, summary,
        len(reports) AS reports, outlets, independent, id
    FROM entries WHERE kind <> 'statement' AND NOT hidden ORDER BY first_day NULLS LAST, id;
CREATE VIEW statements AS
    SELECT first_day, date, actor_codes AS speaker_codes, actors AS speakers, summary,
        len(reports) AS reports, outlets, independent, id
    FROM entries WHERE kind = 'statement' AND NOT hidden ORDER BY first_day NULLS LAST, id;
CREATE VIEW positions AS
    SELECT party_code, party_name AS party, issue, stance, content, first_day, date, toward_codes, speakers,
        own_view, red_line, answers, len(reports) AS reports, entries, id
    FROM stances ORDER BY party_name, issue, first_day NULLS LAST, stance, content, id;
-- What happened between two parties; what is denied, planned, conditional or past history is not counted.
CREATE VIEW acts AS
    SELECT actor, recipient, acts.first_day AS day, s.score, s.quad, acts.id
    FROM (
        SELECT unnest(actor_codes) AS actor, recipient_codes, first_day, category, mode, id
        FROM entries
        WHERE kind = 'event' AND NOT hidden
            AND NOT list_has_any(marks, ['negation', 'future', 'hypothetical', 'historical'])
    ) AS acts
    CROSS JOIN unnest(acts.recipient_codes) AS whom(recipient)
    LEFT JOIN scales s ON s.category = acts.category AND s.mode = acts.mode;
CREATE VIEW dyads AS
    SELECT actor, recipient, day, count(*) AS events, round(avg(score), 2) AS intensity,
        count(*) FILTER (quad <= 2) AS cooperation, count(*) FILTER (quad >= 3) AS conflict
    FROM acts GROUP BY ALL ORDER BY ALL;
CREATE VIEW dyads_by_month AS
    SELECT actor, recipient, date_trunc('month', day)::DATE AS month, count(*) AS events,
        round(avg(score), 2) AS intensity, count(*) FILTER (quad <= 2) AS cooperation,
        count(*) FILTER (quad >= 3) AS conflict
    FROM acts GROUP BY ALL ORDER BY ALL;
CREATE VIEW sources AS
    SELECT outlet, count(DISTINCT r.id) AS reports, min(r.published) AS first_report,
        max(r.published) AS last_report, count(DISTINCT m.entry) AS entries,
        count(DISTINCT m.entry) FILTER (e.independent > 1) AS told_by_others
    FROM reports r LEFT JOIN members m ON m.report = r.id LEFT JOIN entries e ON e.id = m.entry
    GROUP BY outlet ORDER BY reports DESC, outlet;
