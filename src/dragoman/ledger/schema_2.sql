-- Version 2: what persons judge, and reconciling step by step. Run on a new ledger after schema.sql, and to
-- bring a ledger of version 1 here: what was read and the last entries stay, the rest is made anew.
CREATE TABLE judgements (
    n INTEGER, id VARCHAR PRIMARY KEY, kind VARCHAR, field VARCHAR, value VARCHAR, who VARCHAR, made_at VARCHAR,
    why VARCHAR, record JSON NOT NULL
);

-- The state of reconciling. `n` numbers tellings within this file only.
CREATE TABLE reconciled (report VARCHAR);
CREATE TABLE persons (report VARCHAR, last VARCHAR, short BOOLEAN, actor VARCHAR, record JSON NOT NULL);
CREATE TABLE identities (short VARCHAR, record JSON NOT NULL);
CREATE TABLE fingerprints (report VARCHAR, band INTEGER, key BIGINT);
CREATE TABLE tellings (
    n INTEGER, id VARCHAR, report VARCHAR, bare BOOLEAN, final BOOLEAN, dated BOOLEAN, record JSON NOT NULL
);
CREATE TABLE blocks (key BIGINT, n INTEGER, counted BOOLEAN);
CREATE TABLE links (one INTEGER, other INTEGER, kind VARCHAR);
CREATE TABLE components (n INTEGER, component INTEGER);
CREATE TABLE vectors (id VARCHAR, vector BLOB);
CREATE TABLE regroup (member VARCHAR);
CREATE TABLE former (entry VARCHAR, member VARCHAR);

CREATE TABLE IF NOT EXISTS inferred_dates (
    report VARCHAR, published DATE, earliest DATE, latest DATE, reason VARCHAR, record JSON NOT NULL
);
ALTER TABLE inferred_dates ADD COLUMN round INTEGER DEFAULT 1;
-- Readings of undated reports with the dates inferred.
CREATE TABLE IF NOT EXISTS redated (report VARCHAR, record JSON NOT NULL);
DROP TABLE IF EXISTS copies;
CREATE TABLE copies (report VARCHAR, copy VARCHAR, relation VARCHAR, record JSON NOT NULL);

DROP VIEW IF EXISTS timeline;
CREATE TABLE IF NOT EXISTS entries (
    n INTEGER, id VARCHAR, kind VARCHAR, date VARCHAR, date_basis VARCHAR, first_day DATE,
    last_day DATE, category VARCHAR, mode VARCHAR, marks VARCHAR[], actors VARCHAR[], actor_codes VARCHAR[],
    recipients VARCHAR[], recipient_codes VARCHAR[], summary VARCHAR, reports VARCHAR[], outlets INTEGER,
    independent INTEGER, record JSON NOT NULL
);
ALTER TABLE entries DROP COLUMN n;
ALTER TABLE entries ADD COLUMN hidden BOOLEAN DEFAULT false;
CREATE TABLE IF NOT EXISTS members (entry VARCHAR, member VARCHAR, report VARCHAR);

-- PLOVER's score and quad class by category and mode, for the views.
CREATE TABLE scales (category VARCHAR, mode VARCHAR, quad INTEGER, score DOUBLE);

CREATE VIEW timeline AS
    SELECT first_day, date, kind, category, mode, marks, actor_codes, recipient_codes, summary,
        len(reports) AS reports, outlets, independent, id
    FROM entries WHERE kind <> 'statement' AND NOT hidden ORDER BY first_day NULLS LAST, id;
CREATE VIEW spoken AS
    SELECT first_day, date, actor_codes AS speaker_codes, actors AS speakers, summary,
        len(reports) AS reports, outlets, independent, id
    FROM entries WHERE kind = 'statement' AND NOT hidden ORDER BY first_day NULLS LAST, id;
-- What happened between two parties each day; what is denied, planned or conditional is not counted.
CREATE VIEW dyads AS
    SELECT actor, recipient, first_day AS day, count(*) AS events, round(avg(s.score), 2) AS intensity,
        count(*) FILTER (s.quad <= 2) AS cooperation, count(*) FILTER (s.quad >= 3) AS conflict
    FROM (
        SELECT unnest(actor_codes) AS actor, recipient_codes, first_day, category, mode
        FROM entries
        WHERE kind = 'event' AND NOT hidden AND NOT list_has_any(marks, ['negation', 'future', 'hypothetical'])
    ) AS acts
    CROSS JOIN unnest(acts.recipient_codes) AS whom(recipient)
    LEFT JOIN scales s ON s.category = acts.category AND s.mode = acts.mode
    GROUP BY ALL ORDER BY ALL;
CREATE VIEW dyads_by_month AS
    SELECT actor, recipient, date_trunc('month', day) AS month, sum(events)::INTEGER AS events,
        round(sum(intensity * events) / sum(events), 2) AS intensity, sum(cooperation)::INTEGER AS cooperation,
        sum(conflict)::INTEGER AS conflict
    FROM dyads GROUP BY ALL ORDER BY ALL;
CREATE VIEW sources AS
    SELECT outlet, count(DISTINCT r.id) AS reports, min(r.published) AS first_report, max(r.published) AS last_report,
        count(DISTINCT m.entry) AS entries, count(DISTINCT m.entry) FILTER (e.independent > 1) AS told_by_others
    FROM reports r LEFT JOIN members m ON m.report = r.id LEFT JOIN entries e ON e.id = m.entry
    GROUP BY outlet ORDER BY reports DESC, outlet;
