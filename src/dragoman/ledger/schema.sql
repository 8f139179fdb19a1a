-- The ledger's tables, schema version 1. What is asked for often has a column; `record` holds the whole.
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

-- As they were read: never altered by reconciling.
CREATE TABLE reports (
    id VARCHAR PRIMARY KEY, name VARCHAR, title VARCHAR, outlet VARCHAR, author VARCHAR, url VARCHAR,
    place VARCHAR, language VARCHAR, published DATE, date_basis VARCHAR, model VARCHAR, record JSON NOT NULL
);
CREATE TABLE times (
    report VARCHAR, n INTEGER, start_char INTEGER, end_char INTEGER, words VARCHAR, type VARCHAR,
    value VARCHAR, edtf VARCHAR, basis VARCHAR, record JSON NOT NULL
);
CREATE TABLE mentions (
    report VARCHAR, n INTEGER, start_char INTEGER, end_char INTEGER, words VARCHAR, actor VARCHAR,
    name VARCHAR, code VARCHAR, how VARCHAR, confidence DOUBLE, record JSON NOT NULL
);
CREATE TABLE events (
    report VARCHAR, n INTEGER, id VARCHAR, start_char INTEGER, end_char INTEGER, category VARCHAR,
    mode VARCHAR, marks VARCHAR[], date VARCHAR, date_basis VARCHAR, place VARCHAR, actors VARCHAR[],
    actor_codes VARCHAR[], recipients VARCHAR[], recipient_codes VARCHAR[], attributed_to VARCHAR[],
    confidence DOUBLE, record JSON NOT NULL
);
CREATE TABLE statements (
    report VARCHAR, n INTEGER, id VARCHAR, start_char INTEGER, end_char INTEGER, kind VARCHAR,
    stance VARCHAR, date VARCHAR, date_basis VARCHAR, place VARCHAR, speakers VARCHAR[],
    speaker_codes VARCHAR[], addressees VARCHAR[], confidence DOUBLE, record JSON NOT NULL
);
CREATE TABLE positions (
    report VARCHAR, n INTEGER, id VARCHAR, start_char INTEGER, end_char INTEGER, party VARCHAR,
    party_code VARCHAR, issue VARCHAR, stance VARCHAR, content VARCHAR, date VARCHAR, date_basis VARCHAR,
    source VARCHAR, confidence DOUBLE, record JSON NOT NULL
);
